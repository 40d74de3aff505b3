// Fetches the assistants that the demo and the end-to-end tests launch: pinned versions from npm, each in a folder of its own.
// `node scripts/assistants.mjs [name…]` installs what is missing and prints one line `name program` for each.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const windows = process.platform === 'win32';
const ending = windows ? '.exe' : '';
const machine = `${process.platform}-${process.arch}`;
// Programs linked against glibc do not start on musl, and the other way round; only glibc reports its version.
const musl = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined ? '-musl' : '';

const claude = (version) => ({ package: `@anthropic-ai/claude-code-${machine}${musl}`, version, program: `claude${ending}` });

/** Every pinned assistant by name; `claude` is the newest one that is tested. */
export const pinned = {
  claude: claude('2.1.329'),
  'claude-old': claude('2.1.197'),
  opencode: { package: `opencode-${machine.replace('win32', 'windows')}${musl}`, version: '1.18.34', program: `bin/opencode${ending}` },
};

/** Where they are kept: `LODE_E2E_ASSISTANTS`, else `.assistants` in the project. */
export function assistantsFolder() {
  return resolve(process.env['LODE_E2E_ASSISTANTS'] || fileURLToPath(new URL('../.assistants', import.meta.url)));
}

/** The path of a pinned assistant's program, whether it is there yet or not. */
export function programOf(name) {
  const { package: package_, version, program } = pinned[name];
  return join(assistantsFolder(), `${name}-${version}`, 'node_modules', package_, program);
}

/** Installs a pinned assistant unless it is there, and returns the path of its program. */
export async function install(name) {
  const program = programOf(name);
  if (existsSync(program)) return program;
  const { package: package_, version } = pinned[name];
  process.stderr.write(`Fetching ${package_}@${version}\n`);
  await mkdir(assistantsFolder(), { recursive: true });
  // Made beside its place and moved there whole, so that what is there is always complete.
  const made = await mkdtemp(join(assistantsFolder(), '.new-'));
  const target = join(assistantsFolder(), `${name}-${version}`);
  try {
    await npmInstall(made, `${package_}@${version}`);
    await rm(target, { recursive: true, force: true });
    await rename(made, target);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return program;
}

async function npmInstall(folder, what) {
  // A project of its own and not `--prefix`, with which npm no longer reads the machine's own npmrc.
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  const words = ['install', '--no-save', '--force', '--no-audit', '--no-fund', '--omit=dev', '--ignore-scripts', what];
  await promisify(execFile)(windows ? 'npm.cmd' : 'npm', words, { cwd: folder, shell: windows, maxBuffer: 2 ** 24 });
}

/** Installs the named assistants (default: all), one after the other: they are large. Throws for a name that is not pinned. */
export async function installAll(names = Object.keys(pinned)) {
  const unknown = names.filter((name) => !Object.hasOwn(pinned, name));
  if (unknown.length > 0) throw new Error(`No such assistant: ${unknown.join(', ')}. There are: ${Object.keys(pinned).join(', ')}.`);
  const programs = {};
  for (const name of names) programs[name] = await install(name);
  return programs;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = process.argv.slice(2);
  const programs = await installAll(names.length > 0 ? names : undefined);
  for (const [name, program] of Object.entries(programs)) process.stdout.write(`${name} ${program}\n`);
}
