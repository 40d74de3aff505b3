import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ssoTokenPath } from '../../../src/auth/sso/token-path.ts';
import { writeSandboxHome } from '../../../src/sandbox/home.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import { writeEndpointRules } from './endpoint-rules.ts';
import type { Program } from './programs.ts';
import { runAlone, type Ended } from './run-alone.ts';

/** What a call to the sign-in service came to. */
export interface Calls {
  readonly good: number;
  readonly refused: number;
}

/** A machine whose sign-in has run out, and which several programs share. */
export interface SharedMachine {
  readonly sandbox: Sandbox;
  readonly tokenPath: string;
  /** Has a program get the credentials of a profile. */
  ask(program: Program, profile?: string): Promise<Ended>;
  /** Has so many of it do so at once. They are started by a program of their own, so that the sandbox is free to answer the first. */
  askAtOnce(n: number, program: Program): Promise<readonly Ended[]>;
  /** Runs a program as it is told. */
  run(program: Program, words: readonly string[]): Promise<Ended>;
  /** How often an operation was called, by all or by one program. */
  calls(operation: string, by?: Program): Calls;
  /** Waits until a program called an operation, whose answer may still be on its way. */
  untilCalled(operation: string, by: Program): Promise<void>;
  /** As if an hour had passed: the access token is refused and its file says so; nobody has role credentials any more. */
  passHour(): void;
  browserWasOpened(): boolean;
}

const atOnce = `
n=$1 folder=$2 each=0
shift 2
while [ $each -lt $n ]; do
  each=$((each + 1))
  ( "$@" >"$folder/$each.out" 2>"$folder/$each.err" </dev/null; echo $? >"$folder/$each.code" ) &
done
wait`;

function endedIn(path: string): Ended {
  const [code = '', stdout = '', stderr = ''] = ['code', 'out', 'err'].map((what) => readFileSync(`${path}.${what}`, 'utf8'));
  return { code: Number(code), stdout, stderr };
}

/** Sets it up; it is gone when the test ends. */
export async function sharedMachine(knobs: Change = {}): Promise<SharedMachine> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'lode-shared-')));
  const sandbox = await startSandbox({ knobs });
  onTestFinished(async () => {
    await sandbox.close();
    rmSync(home, { recursive: true, force: true });
  });
  writeSandboxHome(home, sandbox, { expired: true });
  const [work, rules, mark] = ['work', 'endpoint-rules', 'browser-was-opened'].map((name) => join(home, name)) as [string, string, string];
  mkdirSync(work);
  writeEndpointRules(rules, sandbox.url);
  const env = { ...sandbox.env(), HOME: home, PATH: process.env['PATH'] ?? '', BROWSER: `touch ${mark}`, AWS_DATA_PATH: rules, AWS_MAX_ATTEMPTS: '1' };
  const tokenPath = ssoTokenPath(home, 'sandbox');
  const found = (operation: string, by?: Program) =>
    sandbox.log().filter((one) => one.operation === operation && (by === undefined || by.agent.test(one.userAgent ?? '')));
  const machine: SharedMachine = {
    sandbox,
    tokenPath,
    ask: (program, profile = 'sandbox-sso') => machine.run(program, program.words(profile)),
    async askAtOnce(n, program) {
      const folder = mkdtempSync(join(home, 'crowd-'));
      const words = [String(n), folder, program.file, ...program.words('sandbox-sso')];
      await runAlone('/bin/sh', ['-c', atOnce, 'at-once', ...words], { ...env, ...program.env }, work);
      return Array.from({ length: n }, (_, index) => endedIn(join(folder, String(index + 1))));
    },
    run: (program, words) => runAlone(program.file, words, { ...env, ...program.env }, work),
    calls(operation, by) {
      const all = found(operation, by);
      const good = all.filter(({ status }) => status === 200).length;
      return { good, refused: all.length - good };
    },
    async untilCalled(operation, by) {
      for (let tries = 0; tries < 1000; tries++) {
        if (found(operation, by).length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`${by.name} did not call ${operation}`);
    },
    passHour() {
      sandbox.set({ expireSsoTokens: 'access' });
      const past = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, '');
      if (existsSync(tokenPath)) writeFileSync(tokenPath, readFileSync(tokenPath, 'utf8').replace(/("expiresAt": ?")[^"]*/, `$1${past}`));
      for (const cache of ['.cache/lode/credentials', '.aws/cli/cache']) rmSync(join(home, cache), { recursive: true, force: true });
    },
    browserWasOpened: () => existsSync(mark),
  };
  return machine;
}

/** The access key a program printed. Throws when it printed none. */
export function keyIn({ stdout, stderr }: Ended): string {
  const key = /"AccessKeyId": ?"([^"]+)"/.exec(stdout)?.[1];
  if (key === undefined) throw new Error(`no access key in ${stdout}${stderr}`);
  return key;
}

/** What those that failed said. */
export const failures = (all: readonly Ended[]): readonly string[] => all.filter(({ code }) => code !== 0).map(({ code, stderr }) => `${code}: ${stderr}`);
