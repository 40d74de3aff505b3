import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import type { Change } from '../../src/sandbox/knobs.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { builtProgram, runLode } from './run-lode.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** How a run of lode ended, with everything that differs from machine to machine replaced by a name. */
export interface Shown {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A throw-away home in front of a sandbox, with a program called claude on PATH. */
export interface Scene {
  readonly home: string;
  readonly sandbox: Sandbox;
  /** A path in the home. */
  path(name: string): string;
  /** Writes a file in the home. */
  write(name: string, text: string | Buffer, mode?: number): string;
  /** Runs lode in the home's folder `project`. */
  run(args: readonly string[], env?: Variables): Promise<Shown>;
  /** The same, with nothing replaced: to look for what must not be there. */
  runAsIs(args: readonly string[], env?: Variables): Promise<Shown>;
  /** Every file in the home, path to text. */
  files(): ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export const claudeScript = '#!/bin/sh\nif [ "$1" = --version ]; then echo "2.1.329 (Claude Code)"; exit; fi\nprintf "claude"\nprintf " <%s>" "$@"\necho\n';

/** Sets a scene: AWS files of the sandbox, region and profile `sandbox` in lode's settings, and of this machine nothing but a few small tools. */
export async function setScene(knobs: Change = {}): Promise<Scene> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'lode-scene-')));
  const sandbox = await startSandbox({ knobs });
  const path = (name: string): string => join(home, name);
  const write: Scene['write'] = (name, text, mode = 0o644) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
    chmodSync(path(name), mode);
    return path(name);
  };
  mkdirSync(path('project'));
  writeSandboxHome(home, sandbox);
  write('bin/claude', claudeScript, 0o755);
  write('.config/lode/settings.json', '{ "awsProfile": "sandbox", "region": "eu-west-1" }\n');
  linkTools(path('tools'));
  const surroundings = { ...sandbox.env(), HOME: home, PATH: `${path('bin')}:${path('tools')}`, TZ: 'UTC' };
  const launch: Scene['run'] = (args, env = {}) => runLode(args, { env: { ...surroundings, ...env }, cwd: path('project') });
  return {
    home,
    sandbox,
    path,
    write,
    runAsIs: launch,
    async run(args, env = {}) {
      const { code, stdout, stderr } = await launch(args, env);
      return { code, stdout: neutral(stdout, home, sandbox.url), stderr: neutral(stderr, home, sandbox.url) };
    },
    files: () => new Map(filesBelow(home).map((file) => [file, readFileSync(file, 'latin1')])),
    async close() {
      await sandbox.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The machine's own folders may hold anything, a real assistant too. */
function linkTools(folder: string): void {
  mkdirSync(folder);
  for (const tool of ['sh', 'cat', 'echo', 'env', 'false', 'sleep', 'touch', 'true']) {
    const found = [`/bin/${tool}`, `/usr/bin/${tool}`].find((one) => existsSync(one));
    if (found !== undefined) symlinkSync(found, join(folder, tool));
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const facts = statSync(join(folder, name), { throwIfNoEntry: false });
    if (facts?.isDirectory()) return filesBelow(join(folder, name));
    return facts?.isFile() ? [join(folder, name)] : [];
  });
}

function neutral(text: string, home: string, url: string): string {
  return (
    text
      .replaceAll(home, '~')
      .replaceAll(url, '<sandbox>')
      .replaceAll(builtProgram(), '<lode>')
      .replaceAll(process.execPath, '<node>')
      // Of an installed profile, whose text holds this machine's paths.
      .replaceAll(/\(check [0-9a-f]{8}/g, '(check <digest>')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
      .replaceAll(/\b[0-9a-f]{28,}\b/g, '<name>')
      .replaceAll(/\bASIA[0-9A-F]{16}\b/g, '<key>')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
  );
}
