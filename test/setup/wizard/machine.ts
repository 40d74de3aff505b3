import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { TestContext } from 'vitest';
import type { Change } from '../../../src/sandbox/knobs.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import { startPty, type Pty } from '../../support/pty.ts';
import { builtProgram, runLode, type RunResult } from '../../support/run-lode.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** An empty home in front of a sandbox: a machine on which nothing was ever set up. */
export interface Machine {
  readonly home: string;
  readonly sandbox: Sandbox;
  write(name: string, text: string | Buffer, mode?: number): void;
  /** Runs lode without a terminal. */
  run(args: readonly string[], env?: Variables): Promise<RunResult>;
  /** Runs another program, with nothing to read on stdin. */
  program(file: string, args: readonly string[], env?: Variables): Promise<RunResult>;
  /** Runs a line of the shell's in a terminal; `LODE` in it is this lode. */
  line(text: string): Pty;
  /** Runs lode in a terminal of 80 columns and 24 rows. */
  wizard(args?: readonly string[], env?: Variables): Pty;
  /** All that is in the home but what lode may lose: path to kind, mode and bytes. */
  snapshot(): ReadonlyMap<string, string>;
}

/** Sets it up, and clears it when the test is over: the test's own word for that, since tests run side by side. */
export async function newMachine({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, knobs: Change = {}): Promise<Machine> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'lode-setup-')));
  const sandbox = await startSandbox({ knobs });
  onTestFinished(async () => {
    await sandbox.close();
    rmSync(home, { recursive: true, force: true });
  });
  const environment = (env: Variables): Record<string, string> => {
    const all = { PATH: '/usr/bin:/bin', HOME: home, TZ: 'UTC', LANG: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/bash', ...sandbox.env(), ...env };
    return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
  };
  return {
    home,
    sandbox,
    write(name, text, mode = 0o644) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), text);
      chmodSync(join(home, name), mode);
    },
    run: (args, env = {}) => runLode(args, { env: environment(env), cwd: home }),
    // The program stands in the place of node, and its first word in that of the script.
    program: (file, [script = '', ...args], env = {}) => runLode(args, { node: file, script, env: environment(env), cwd: home }),
    line(text) {
      const pty = startPty('/bin/sh', ['-c', text.replaceAll('LODE', `'${process.execPath}' '${builtProgram()}'`)], {
        env: environment({}),
        cwd: home,
        columns: 80,
        rows: 24,
      });
      onTestFinished(() => pty.end());
      return pty;
    },
    wizard(args = [], env = {}) {
      // Over SSH no browser is at hand, so that a sign-in shows a page and a code, which the sandbox's person agrees to.
      const pty = startPty(process.execPath, [builtProgram(), 'setup', ...args], {
        env: environment({ SSH_TTY: '/dev/pts/9', ...env }),
        cwd: home,
        columns: 80,
        rows: 24,
      });
      onTestFinished(() => pty.end());
      return pty;
    },
    snapshot: () => new Map(entriesBelow(home, home).filter(([path]) => !path.startsWith('.cache'))),
  };
}

function entriesBelow(root: string, folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const facts = lstatSync(path);
    const mode = (facts.mode & 0o7777).toString(8);
    if (facts.isSymbolicLink()) return [[relative(root, path), `link ${readlinkSync(path)}`] as const];
    if (facts.isDirectory()) return [[relative(root, path), `folder ${mode}`] as const, ...entriesBelow(root, path)];
    return [[relative(root, path), `file ${mode} ${readFileSync(path, 'latin1')}`] as const];
  });
}

/** One question of the wizard, and the keys that answer it. */
export interface Answer {
  readonly asked: RegExp;
  /** Typed first, to search a list; the row that it finds is waited for. */
  readonly search?: { readonly term: string; readonly row: string };
  readonly keys: string;
}

/** Answers one question after the other, each once it is shown. */
export async function answerAll(pty: Pty, answers: readonly Answer[]): Promise<void> {
  for (const { asked, search, keys } of answers) {
    await pty.waitFor(asked, 20_000);
    if (search !== undefined) {
      // A list that is still being filled takes no Return.
      await pty.waitFor(/search/, 20_000);
      pty.type(search.term);
      // The whole word with its row: a Return while a part of it is being looked for is lost.
      await pty.waitFor(new RegExp(`${search.term}\\s+❯ ${search.row}`), 20_000);
    } else if (listed.test(asked.source)) await pty.waitFor(/⏎ \w+/, 20_000);
    pty.type(keys);
  }
}

/** Questions with rows to choose from. */
const listed = /credentials|which role|accounts|requests|model|what else|set up already/i;
