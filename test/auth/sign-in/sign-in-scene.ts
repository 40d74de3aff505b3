import type { SignInRequest } from '../../../src/auth/sign-in/sign-in-request.ts';
import { sha1Hex } from '../../../src/auth/sso/token-path.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import type { Loopback, LoopbackReply, LoopbackRequest, System } from '../../../src/system/system.ts';
import { fakeSystem, type FakeMachine, type FakeSystem } from '../../support/fake-system.ts';

type Answer = (request: LoopbackRequest) => LoopbackReply | Promise<LoopbackReply>;

/** A person with a browser in front of the sandbox, on a machine in memory whose time moves only when lode waits. */
export interface SignInScene {
  readonly sandbox: Sandbox;
  readonly system: FakeSystem & System;
  readonly request: SignInRequest;
  /** Every line that was said. */
  readonly said: readonly string[];
  /** Every command that was started for a page. */
  readonly opened: readonly (readonly string[])[];
  /** The page that the browser came back to, once it is answered. */
  page(): Promise<LoopbackReply> | undefined;
  /** How many servers listen. */
  listening(): number;
  /** Operations the sandbox was asked for, in order. */
  operations(): readonly string[];
}

export interface SceneOptions {
  readonly machine?: FakeMachine;
  readonly request?: Partial<SignInRequest>;
  readonly knobs?: Change;
  /** What the person does with the page; by default they go where it leads. */
  readonly browse?: (url: string, goTo: (path: string) => Promise<LoopbackReply> | LoopbackReply) => Promise<void> | void;
}

export const tokenFile = `/home/ada/.aws/sso/cache/${sha1Hex('team')}.json`;

export async function signInScene(options: SceneOptions = {}): Promise<SignInScene> {
  const sandbox = await startSandbox({ knobs: options.knobs ?? {} });
  const [said, opened] = [[] as string[], [] as (readonly string[])[]];
  const server = { answer: undefined as Answer | undefined, count: 0, page: undefined as Promise<LoopbackReply> | undefined };
  const goTo = (target: string): Promise<LoopbackReply> | LoopbackReply => {
    const { pathname, search } = new URL(target, 'http://127.0.0.1');
    if (server.answer === undefined) throw new Error('nothing listens');
    return server.answer({ method: 'GET', path: pathname, query: search.slice(1), headers: {} });
  };
  const browse = options.browse ?? (async (url) => void (server.page = Promise.resolve(goTo(await whereTo(url)))));
  let browsing: Promise<void> | void;
  const system = fakeSystem({
    ...options.machine,
    behind(words) {
      opened.push(words);
      browsing = browse(words.at(-1) ?? '', goTo);
    },
    async onPause(ms) {
      await browsing;
      await options.machine?.onPause?.(ms);
      await new Promise(setImmediate);
    },
  });
  const loopback: Loopback = {
    async listen(answer) {
      server.answer = answer;
      server.count++;
      return { port: 4711, close: async () => void server.count-- };
    },
  };
  const request: SignInRequest = {
    login: { cacheName: 'team', sessionName: 'team', startUrl: `${sandbox.url}/start`, region: 'eu-west-1', scopes: ['sso:account:access'] },
    context: {
      region: 'eu-west-1',
      endpoints: {},
      env: { ...process.env, ...sandbox.env() },
      configFile: '/home/ada/.aws/config',
      credentialsFile: '/home/ada/.aws/credentials',
      callLimitMs: 5000,
    },
    flow: 'browser',
    openBrowser: true,
    by: 'command',
    limitMs: 300_000,
    say: (text) => void said.push(text),
    ...options.request,
  };
  return {
    sandbox,
    system: { ...system, loopback },
    request,
    said,
    opened,
    page: () => server.page,
    listening: () => server.count,
    operations: () => sandbox.log().map(({ operation }) => operation),
  };
}

/** Where the page sends the browser; device pages send it nowhere. */
export async function whereTo(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  return answer.headers.get('location') ?? '/';
}

/** How a sign-in ended, in a line: `signed-in`, or the error's code and exit. */
export async function outcome(work: Promise<{ readonly kind: string }>): Promise<string> {
  try {
    return (await work).kind;
  } catch (error) {
    const failure = (error as { failure?: { code: string; exit: string } }).failure;
    if (failure === undefined) throw error;
    return `${failure.code} ${failure.exit}`;
  }
}
