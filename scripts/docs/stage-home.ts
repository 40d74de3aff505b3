import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import type { Scene } from './scene.ts';

/** The checkout, and lode as it was built. */
export interface Built {
  readonly root: string;
  readonly dist: string;
}

/** What scenes are made of. */
export interface Place {
  readonly root: string;
  /** A home in which lode is installed, for all scenes together: lode's own paths are below it, and none of this machine is shown. */
  readonly owner: string;
  /** The program of the real Claude Code, where a scene has it. */
  readonly claude?: string | undefined;
}

const stub = '#!/bin/sh\nif [ "$1" = --version ]; then echo "VERSION"; exit; fi\nprintf "%s" "${0##*/}"\nprintf " <%s>" "$@"\necho\n';
const tools = ['bash', 'cat', 'cp', 'date', 'echo', 'env', 'false', 'grep', 'head', 'ls', 'mkdir', 'rm', 'sed', 'sh', 'sleep', 'tail', 'touch', 'true'];

/**
 * A new folder with a name as long as `/home/ana`, so that lines break where they break on the pages; a longer one where /tmp is a link or
 * not there.
 */
export function newHome(): string {
  const tries = existsSync('/tmp') && realpathSync('/tmp') === '/tmp' ? 20 : 0;
  for (let nth = 0; nth < tries; nth += 1) {
    const home = `/tmp/${randomBytes(2).toString('hex')}`;
    try {
      mkdirSync(home, { mode: 0o700 });
      return home;
    } catch {
      // Taken: another name.
    }
  }
  return realpathSync(mkdtempSync(join(tmpdir(), 'lode-docs-')));
}

/** Installs lode as it was built in a new home, in `lode`; gives that home. */
export function installLode({ root, dist }: Built): string {
  const owner = newHome();
  cpSync(dist, join(owner, 'lode', 'dist'), { recursive: true });
  for (const name of ['schema', 'templates', 'package.json']) cpSync(join(root, name), join(owner, 'lode', name), { recursive: true });
  return owner;
}

/** Puts into a home what the scene says, with lode and the assistants in `~/.local/bin`; gives the folder to work in. */
export function furnish(home: string, scene: Scene, sandbox: Sandbox, place: Place): string {
  const path = (name: string): string => join(home, name);
  const write = (name: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
    chmodSync(path(name), mode);
  };
  if (scene.sandboxFiles === true) writeSandboxHome(home, sandbox);
  for (const [name, text] of Object.entries(scene.files ?? {})) write(name, typeof text === 'string' ? text : text(sandbox.url), 0o600);
  write('.local/bin/opencode', stub.replace('VERSION', '1.18.34'), 0o755);
  if (scene.claude === undefined) write('.local/bin/claude', stub.replace('VERSION', '2.1.329 (Claude Code)'), 0o755);
  if (scene.claude === 'real') symlinkSync(place.claude ?? 'claude', path('.local/bin/claude'));
  symlinkSync(join(place.owner, 'lode', 'dist', 'bin.js'), path('.local/bin/lode'));
  linkTools(path('.tools'));
  const cwd = path(scene.clone === true ? 'lode' : 'project');
  mkdirSync(cwd, { recursive: true });
  if (scene.clone === true) copyCheckout(place.root, cwd);
  return cwd;
}

/** The machine's own folders may hold anything, a real assistant too. */
function linkTools(folder: string): void {
  mkdirSync(folder);
  symlinkSync(process.execPath, join(folder, 'node'));
  for (const tool of tools) {
    const found = [`/bin/${tool}`, `/usr/bin/${tool}`].find((one) => existsSync(one));
    if (found !== undefined) symlinkSync(found, join(folder, tool));
  }
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
