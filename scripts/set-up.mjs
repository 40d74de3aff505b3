// Makes a fresh clone ready with nothing but Node and npm: installs what the lock file names, and builds. Quiet when all is there.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a command in the project with its output shown on stderr; ends the program when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (status === 0) return;
  process.stderr.write(`${[command, ...args].join(' ')} failed${error ? `: ${error.message}` : ` with exit code ${status}`}\n`);
  process.exit(status || 1);
}

export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function installed() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/**
 * Installs the packages of the lock file unless they are there. Not `npm ci`: it refuses a lock file that lacks packages which are
 * optional, for other platforms, and not in every registry.
 */
export function install() {
  if (!installed()) run(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Installs and builds dist. */
export function setUp() {
  install();
  run(process.execPath, ['scripts/build.mjs']);
}
