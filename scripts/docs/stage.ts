import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { catalogOnDemand, catalogProfiles } from '../../src/sandbox/catalog-regions.ts';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { killTree } from '../../src/system/kill-tree.ts';
import { onScreen, shownLines } from './screen.ts';
import type { Scene } from './scene.ts';

/** The checkout, and lode as it was built. */
export interface Place {
  readonly root: string;
  readonly dist: string;
}

/** How a command ended and what was shown, with neutral names for this machine's folders. */
export interface Shown {
  readonly code: number;
  readonly lines: readonly string[];
}

export interface RunWords {
  /** A real terminal of 80 columns instead of none at all. */
  readonly terminal?: boolean;
  /** What is shown: both streams, or the answer alone. */
  readonly answerOnly?: boolean;
}

/** A scene that was set up: a home folder of its own in front of a sandbox of its own. */
export interface Stage {
  readonly home: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  run(command: string, words?: RunWords): Promise<Shown>;
  close(): Promise<void>;
}

const stub = '#!/bin/sh\nif [ "$1" = --version ]; then echo "2.1.329 (Claude Code)"; exit; fi\nprintf "%s" "${0##*/}"\nprintf " <%s>" "$@"\necho\n';
const tools = ['bash', 'cat', 'cp', 'date', 'echo', 'env', 'false', 'grep', 'head', 'ls', 'mkdir', 'rm', 'sed', 'sh', 'sleep', 'tail', 'touch', 'true'];
const limitMs = 80_000;

/** Sets a scene up. Throws when the sandbox cannot listen, or when something that was to go well before did not. */
export async function setStage(scene: Scene, place: Place): Promise<Stage> {
  const home = shortHome();
  const sandbox = await startSandbox({ knobs: scene.knobs ?? {}, profilesByRegion: catalogProfiles, onDemand: catalogOnDemand });
  const path = (name: string): string => join(home, name);
  const write = (name: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text, { mode });
    chmodSync(path(name), mode);
  };
  if (scene.sandboxFiles === true) writeSandboxHome(home, sandbox);
  for (const [name, text] of Object.entries(scene.files ?? {})) write(name, typeof text === 'string' ? text : text(sandbox.url), 0o600);
  const cwd = path(scene.clone === true ? 'lode' : 'project');
  if (scene.clone === true) copyCheckout(place.root, cwd);
  else mkdirSync(cwd);
  mkdirSync(path('.local/bin'), { recursive: true });
  linkPrograms(scene, place, path('.local/bin'), path('.tools'));
  write('.local/bin/opencode', stub.replace('2.1.329 (Claude Code)', '1.18.34'), 0o755);
  if (scene.claude === undefined) write('.local/bin/claude', stub, 0o755);
  const npmFolder = scene.clone === true ? [dirname(process.execPath), '/usr/bin', '/bin'] : [];
  const env = defined({
    ...sandbox.env(),
    // For a Claude Code without lode, which no scene has.
    ANTHROPIC_BEDROCK_BASE_URL: undefined,
    ...quiet,
    HOME: home,
    PATH: [path('.local/bin'), path('.tools'), ...npmFolder].join(':'),
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    ...scene.env,
  });
  const names = namesOf(home, place);
  const stage: Stage = {
    home,
    cwd,
    env,
    async run(command, words = {}) {
      const { code, text } = await (words.terminal === true ? inTerminal(command, env, cwd) : inPipe(command, env, cwd, words.answerOnly === true));
      const neutral = names.reduce((all, [from, to]) => all.replaceAll(from, to), text).replace(/\n+$/, '');
      return { code, lines: neutral === '' ? [] : neutral.split('\n').map((line) => line.trimEnd()) };
    },
    async close() {
      await sandbox.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
  try {
    for (const command of scene.before ?? []) {
      const { code, lines } = await stage.run(command);
      if (code !== 0) throw new Error(`before the block: ${command} ended with ${code}:\n${lines.join('\n')}`);
    }
    scene.after?.(sandbox);
    return stage;
  } catch (error) {
    await stage.close();
    throw error;
  }
}

function defined(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A trial installs nothing and calls nobody: Claude Code would update itself. */
const quiet = {
  DISABLE_AUTOUPDATER: '1',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  OPENCODE_DISABLE_AUTOUPDATE: '1',
  npm_config_update_notifier: 'false',
};

/** A folder with a name as long as `/home/ana`, so that lines break where they break on the pages; a longer one where there is no /tmp. */
function shortHome(): string {
  const unused = (): string => `/tmp/${randomBytes(3).toString('base64url')}`;
  for (let tries = 0; tries < 20 && realpathOf('/tmp') === '/tmp'; tries += 1) {
    const home = unused();
    try {
      mkdirSync(home, { mode: 0o700 });
      return home;
    } catch {
      // Taken: another name.
    }
  }
  return realpathSync(mkdtempSync(join(tmpdir(), 'lode-docs-')));
}

function realpathOf(path: string): string | undefined {
  return existsSync(path) ? realpathSync(path) : undefined;
}

/** What stands for this machine's folders, the longest first. */
function namesOf(home: string, { root, dist }: Place): readonly (readonly [string, string])[] {
  return [
    [home, '/home/ana'],
    [dist, '/home/ana/lode/dist'],
    [dirname(dist), '/home/ana/lode'],
    [root, '/home/ana/lode'],
    [realpathSync(process.execPath), '/usr/bin/node'],
    [process.execPath, '/usr/bin/node'],
  ];
}

function linkPrograms(scene: Scene, { root, dist }: Place, bin: string, toolFolder: string): void {
  symlinkSync(join(dist, 'bin.js'), join(bin, 'lode'));
  if (scene.claude === 'real') symlinkSync(realClaude(root), join(bin, 'claude'));
  mkdirSync(toolFolder);
  symlinkSync(process.execPath, join(toolFolder, 'node'));
  for (const tool of tools) {
    const found = [`/bin/${tool}`, `/usr/bin/${tool}`].find((one) => existsSync(one));
    if (found !== undefined) symlinkSync(found, join(toolFolder, tool));
  }
}

/** The program of Claude Code; whoever checks has fetched it before. */
function realClaude(root: string): string {
  const listed = readFileSync(join(root, 'node_modules', '.cache', 'lode-docs', 'claude'), 'utf8').trim();
  if (!existsSync(listed)) throw new Error('Claude Code is not there: node scripts/assistants.mjs claude');
  return listed;
}

/** Everything of the checkout that a clone would have, beside the packages and assistants of this one. */
function copyCheckout(root: string, to: string): void {
  const names = ['src', 'scripts', 'schema', 'templates', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const name of names) cpSync(join(root, name), join(to, name), { recursive: true, preserveTimestamps: true });
  // Older than what is installed, so that nothing is installed into the packages of this checkout.
  utimesSync(join(to, 'package-lock.json'), 0, 0);
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
  if (existsSync(join(root, '.assistants'))) symlinkSync(join(root, '.assistants'), join(to, '.assistants'));
}

type Variables = Readonly<Record<string, string>>;
interface Ended {
  readonly code: number;
  readonly text: string;
}

/** Both streams go to one file, so that they stand in the order in which they were written. */
function inPipe(command: string, env: Variables, cwd: string, answerOnly: boolean): Promise<Ended> {
  const file = join(cwd, '..', `.shown-${randomBytes(4).toString('hex')}`);
  const shown = openSync(file, 'a', 0o600);
  const child = spawn('/bin/sh', ['-c', command], { cwd, env: { ...env }, stdio: ['ignore', shown, answerOnly ? 'ignore' : shown], detached: true });
  closeSync(shown);
  const timer = setTimeout(() => child.pid !== undefined && killTree(child.pid), limitMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const text = readFileSync(file, 'utf8');
      rmSync(file, { force: true });
      resolve({ code: code ?? 128, text: signal === null ? text : `${text}\n(ended by ${signal} after ${limitMs / 1000} s)` });
    });
  });
}

async function inTerminal(command: string, env: Variables, cwd: string): Promise<Ended> {
  const screen = onScreen({ command, env: { ...env, TERM: 'xterm-256color' }, cwd, columns: 80, rows: 24 });
  const timer = setTimeout(() => screen.kill(), limitMs);
  const code = await screen.ended;
  clearTimeout(timer);
  return { code, text: shownLines(screen.terminal).join('\n') };
}
