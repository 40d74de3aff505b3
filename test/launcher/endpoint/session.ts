import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { catalogOnDemand, catalogProfiles } from '../../../src/sandbox/catalog-regions.ts';
import { issueKey, roleSession, sandboxAccount, type AccessKey } from '../../../src/sandbox/identities.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import { builtProgram, runLode, type RunResult } from '../../support/run-lode.ts';

/** A home for launches of an assistant that reads the SDK chain, with a profile `work` that runs a command for its credentials. */
export interface Ground {
  readonly home: string;
  readonly sandbox: Sandbox;
  /** Makes the profile give this key from now on, after so many seconds; undefined makes it fail. */
  give(key: AccessKey | undefined, afterSeconds?: number): void;
  newKey(seconds: number): AccessKey & { readonly expiration: number };
  /** How often the profile's command has run. */
  runs(): number;
  write(name: string, text: string, mode?: number): void;
  env(): Record<string, string>;
}

/** A running launch, and its endpoint as the assistant sees it. */
export interface Session {
  readonly launcher: ChildProcess;
  readonly assistant: { readonly pid: number; readonly env: Readonly<Record<string, string>> };
  readonly port: number;
  readonly tokenFile: string;
  readonly token: string;
  readonly endpointPid: number;
  /** What lode said. */
  stderr(): string;
  /** Asks the endpoint; without options as an SDK does. */
  ask(options?: AskOptions): Promise<Answer>;
}

export interface AskOptions {
  readonly path?: string;
  readonly method?: string;
  /** Undefined values are not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly host?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, string>>;
  readonly ms: number;
}

const drivers = resolve('test/launcher/endpoint/drivers');

export async function setGround(): Promise<Ground> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'lode-endpoint-')));
  const sandbox = await startSandbox({ profilesByRegion: catalogProfiles, onDemand: catalogOnDemand });
  onTestFinished(async () => {
    await sandbox.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  });
  const write: Ground['write'] = (name, text, mode = 0o600) => {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
    chmodSync(join(home, name), mode);
  };
  const give: Ground['give'] = (key, afterSeconds = 0) => {
    write('wait', String(afterSeconds));
    if (key === undefined) rmSync(join(home, 'key.json'), { force: true });
    else write('key.json', processOutput(key));
  };
  write('get-key', `#!/bin/sh\ncd ${home} && echo run >> runs && sleep "$(cat wait)" && cat key.json\n`, 0o700);
  write(
    'bin/opencode',
    `#!/bin/sh\nif [ "$1" = --version ]; then echo 1.18.34; exit; fi\nexec ${process.execPath} ${join(drivers, 'assistant.mjs')} "$@"\n`,
    0o700,
  );
  write('.aws/config', `[default]\nregion = eu-west-1\n[profile work]\nregion = eu-west-1\ncredential_process = ${join(home, 'get-key')}\n`);
  write('.config/lode/settings.json', '{ "awsProfile": "work", "region": "eu-west-1" }\n');
  mkdirSync(join(home, 'project'));
  return {
    home,
    sandbox,
    give,
    newKey: (seconds) => issueKey(sandbox.world, roleSession(sandboxAccount, 'Developer', 'ana'), seconds),
    runs: () => (existsSync(join(home, 'runs')) ? readFileSync(join(home, 'runs'), 'utf8').split('\n').length - 1 : 0),
    write,
    env: () => ({ ...sandbox.env(), HOME: home, PATH: `${join(home, 'bin')}:/usr/bin:/bin` }),
  };
}

function processOutput({ accessKeyId, secretAccessKey, sessionToken, expiration }: AccessKey): string {
  const fields = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken };
  return JSON.stringify({ ...fields, Expiration: new Date(expiration ?? 0).toISOString() });
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
  /** lode's flags. */
  readonly flags?: readonly string[];
}

/** Runs lode to its end. */
export function runIn(ground: Ground, args: readonly string[]): Promise<RunResult> {
  return runLode(args, { env: ground.env(), cwd: join(ground.home, 'project') });
}

/** Launches the assistant, which says what it sees and then waits for its stdin to end. */
export async function startSession(ground: Ground, options: StartOptions = {}): Promise<Session> {
  const launcher = spawn(options.node ?? process.execPath, [builtProgram(), ...(options.flags ?? []), 'opencode'], {
    cwd: join(ground.home, 'project'),
    env: { ...ground.env(), ...options.env },
  });
  onTestFinished(() => void launcher.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  launcher.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  launcher.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  launcher.stdin.on('error', () => undefined);
  const word = (): string | undefined => {
    if (launcher.exitCode !== null) throw new Error(`lode ended: ${stderr}`);
    return /^.*\n/.exec(stdout)?.[0];
  };
  const assistant = JSON.parse(await until(word, () => `no word of the assistant; lode said: ${stderr}`)) as Session['assistant'];
  onTestFinished(() => endQuietly(assistant.pid));
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri = 'http://127.0.0.1:9/', AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile = '' } = assistant.env;
  const port = Number(new URL(uri).port);
  const token = tokenFile === '' ? '' : readFileSync(tokenFile, 'utf8');
  const endpointPid = Number(/(\d+)-[^/]*$/.exec(tokenFile)?.[1] ?? Number.NaN);
  if (tokenFile !== '') onTestFinished(() => endQuietly(endpointPid));
  return {
    launcher,
    assistant,
    port,
    tokenFile,
    token,
    endpointPid,
    stderr: () => stderr,
    ask: (asked = {}) => ask({ port, token, ...asked }),
  };
}

function ask({
  port,
  token,
  path = '/credentials',
  method = 'GET',
  headers,
  host = '127.0.0.1',
}: AskOptions & { port: number; token: string }): Promise<Answer> {
  const began = performance.now();
  const all = { host: `127.0.0.1:${port}`, authorization: token, ...headers };
  const sent = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return new Promise((answered, reject) => {
    const asking = request({ host, port, path, method, headers: sent, agent: false, setHost: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => answered({ status: response.statusCode ?? 0, headers: response.headers, body: bodyOf(text), ms: performance.now() - began }));
    });
    asking.on('error', reject).end();
  });
}

function bodyOf(text: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return {};
  }
}

/** Looks every 20 ms until there is something; rejects after ten seconds. */
export async function until<T>(find: () => T | undefined | false | Promise<T | undefined | false>, describe: () => string): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(describe());
    await new Promise((later) => setTimeout(later, 20));
  }
}

/** Whether a process runs; one that has ended and that nobody asked after does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function endQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended, as it should.
  }
}
