import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sandboxEnvironment } from '../../../src/sandbox/environment.ts';
import { sandboxKeys } from '../../../src/sandbox/identities.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import { startPty, type Pty } from '../../support/pty.ts';
import { builtProgram } from '../../support/run-lode.ts';
import { setScene, type Scene } from '../../support/scene.ts';
import { sampleProcesses, type Seen } from './processes.ts';
import { filesAmiss, processesAmiss, secretsFound } from './scan.ts';
import { secretsIn, type Marked, type SecretKind } from './secret.ts';
import { openSelfReports, type SelfReports } from './self-reports.ts';
import { startTap } from './tap.ts';

type Variables = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
}

/** A scene whose every secret is known, and in which nothing goes unseen. */
export interface Watched {
  readonly scene: Scene;
  readonly url: string;
  /** For programs that the test gives to lode. */
  readonly reports: SelfReports;
  env(more?: Variables): Record<string, string>;
  start(args: readonly string[], env?: Variables): Running;
  run(args: readonly string[], env?: Variables): Promise<Ended>;
  inTerminal(args: readonly string[], env?: Variables): Pty;
  /** Makes a secret known that no traffic shows. */
  mark(name: string, kind: SecretKind, text: string): string;
  /** All secrets known by now. */
  secrets(): readonly Marked[];
  /** Names of the secrets in a text. */
  secretsIn(text: string): readonly string[];
  /** Whatever is where it should not be, by now: in output, files, words and environments of processes. */
  amiss(): readonly string[];
  /** Words of the processes that were seen, or said so themselves. */
  words(): readonly string[];
}

/** The line on which a person types the code of an MFA device, which shows what was typed, as the only place of all. */
const mfaPrompt = /MFA code of \S+ for profile \S+: \d+/g;

/** A command of the user's, whose own words may hold a secret that the user wrote. */
export const helperPath = 'bin/get-keys';

/** Sets it. The stdout of `lode credentials` is where keys may go. */
export async function setWatched(knobs: Change = {}): Promise<Watched> {
  const scene = await setScene(knobs);
  const tap = await startTap(scene.sandbox.port);
  const sampler = sampleProcesses(scene.home);
  const reports = openSelfReports();
  const seen = (): readonly Seen[] => [...sampler.seen(), ...reports.seen()];
  const running: ChildProcess[] = [];
  onTestFinished(async () => {
    sampler.stop();
    for (const child of running) child.kill('SIGKILL');
    reports.close();
    await tap.close();
    await scene.close();
  });
  scene.write('tmp/.keep', '');
  const marked: Marked[] = [...secretsOfTheHome(scene.home)];
  const shown: { readonly where: string; readonly text: () => string; readonly printsKeys: boolean }[] = [];
  const env = (more: Variables = {}): Record<string, string> => ({
    ...sandboxEnvironment(tap.url),
    HOME: scene.home,
    TMPDIR: scene.path('tmp'),
    PATH: `${scene.path('bin')}:${scene.path('tools')}`,
    TZ: 'UTC',
    ...more,
  });
  const secrets = (): readonly Marked[] => [...new Map([...marked, ...secretsIn(tap.traffic())].map((one) => [one.text, one])).values()];
  const start: Watched['start'] = (args, more) => {
    const child = spawn(process.execPath, [builtProgram(), ...args], { cwd: scene.path('project'), env: env(more), timeout: 25_000, killSignal: 'SIGKILL' });
    running.push(child);
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (part: string) => (text[name] += part));
    child.stdin.on('error', () => undefined).end();
    shown.push({ where: `stdout of ${args.join(' ')}`, text: () => text.stdout, printsKeys: args.includes('credentials') && !args.includes('--renew') });
    shown.push({ where: `stderr of ${args.join(' ')}`, text: () => text.stderr, printsKeys: false });
    const ended = new Promise<Ended>((resolve, reject) => void child.once('error', reject).once('close', (code) => resolve({ code, ...text })));
    return { child, ended, stdout: () => text.stdout, stderr: () => text.stderr };
  };
  return {
    scene,
    url: tap.url,
    reports,
    env,
    start,
    run: (args, more) => start(args, more).ended,
    inTerminal(args, more) {
      const pty = startPty(process.execPath, [builtProgram(), ...args], {
        cwd: scene.path('project'),
        columns: 240,
        env: env({ TERM: 'xterm', NO_COLOR: '1', ...more }),
      });
      onTestFinished(() => pty.end());
      shown.push({ where: `screen of ${args.join(' ')}`, text: () => pty.bytes().replaceAll(mfaPrompt, ''), printsKeys: false });
      return pty;
    },
    mark(name, kind, text) {
      marked.push({ name, kind, text });
      return text;
    },
    secrets,
    secretsIn: (text) => secretsFound(text, secrets()).map(({ name }) => name),
    amiss() {
      const all = secrets();
      const said = shown.flatMap(({ where, text, printsKeys }) =>
        secretsFound(text(), all)
          .filter(({ kind }) => !(printsKeys && kind === 'keys'))
          .map(({ name }) => `${where}: ${name}`),
      );
      const helper = scene.path(helperPath);
      return [...said, ...filesAmiss(scene.home, all, isPlanted), ...processesAmiss(seen(), all, helper)];
    },
    words: () => seen().map(({ cmdline }) => cmdline.replaceAll('\0', ' ').trim()),
  };
}

/** What the test or its user wrote there; lode keeps no secret in them of its own accord. */
const isPlanted = (path: string): boolean => /^(\.aws\/(config|credentials|credential-process\.mjs)|bin\/[^/]+|\.config\/lode\/settings\.json)$/.test(path);

function secretsOfTheHome(home: string): readonly Marked[] {
  const texts = ['sso', 'login'].flatMap((tool) => {
    const folder = join(home, '.aws', tool, 'cache');
    return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  });
  const helper = readFileSync(join(home, '.aws', 'credential-process.mjs'), 'utf8').replaceAll(String.raw`\"`, '"');
  const keys = Object.values(sandboxKeys).map(({ secretAccessKey }): Marked => ({ name: 'long-lived secret key', kind: 'own', text: secretAccessKey }));
  return [...texts, helper].flatMap((text) => secretsIn(text)).concat(keys);
}
