// The checks of a change, in order, each named and timed; ends with the true line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { npm, root } from './set-up.mjs';

const work = mkdtempSync(join(tmpdir(), 'lode-ci-'));
const total = { passed: 0, failed: 0 };

function step(name, command, args, env = {}, cwd = root) {
  const started = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
  process.stdout.write(`== ${name}: ${status === 0 ? 'well' : `exit code ${status}`} after ${Math.round((Date.now() - started) / 1000)} s\n`);
  return status === 0;
}

/** A check that is one thing: it counts as one. */
function check(name, command, args) {
  total[step(name, command, args) ? 'passed' : 'failed'] += 1;
}

/** A test run, counted by its own report; one that dies without a report counts as a failure. */
function tests(name, command, args, env) {
  const report = join(work, `${name.replaceAll(/\W+/g, '-')}.json`);
  const well = step(name, command, [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], env);
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  total.passed += numPassedTests;
  total.failed += numFailedTests > 0 || well ? numFailedTests : 1;
}

/** A Node of this major version: the running one, else the one that npm carries. */
function nodeOf(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(work, `node-${major}`);
  const name = `node-${process.platform}-${process.arch}`;
  mkdirSync(folder);
  // A project of its own and not `--prefix`, with which npm no longer reads the machine's own npmrc.
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const installed = step(`Node ${major} from npm`, npm, ['install', '--no-save', '--no-audit', '--no-fund', `${name}@${major}`], {}, folder);
  return installed ? join(folder, 'node_modules', name, 'bin', 'node') : undefined;
}

/** The AWS CLI and two more shells make some rows stricter; where they cannot be had those rows say that they were skipped. */
function installPrograms() {
  const wanted = { awscli: '/usr/bin/aws', zsh: '/usr/bin/zsh', fish: '/usr/bin/fish' };
  const missing = Object.keys(wanted).filter((name) => !existsSync(wanted[name]));
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || missing.length === 0) return;
  if (step('package lists', 'apt-get', ['update', '-qq']))
    step(missing.join(', '), 'apt-get', ['install', '-y', '-qq', ...missing], { DEBIAN_FRONTEND: 'noninteractive' });
}

/** Rows about AWS's words, models, settings, pages, shells and what commands say of them, which no version of Node decides; each has neighbours that run on every Node. */
const decidedElsewhere = [
  ...['models', 'gates', 'exports', 'policy', 'output', 'commands', 'docs', 'team', 'completion', 'setup/edits', 'setup/models', 'sandbox/control-plane'].map(
    (folder) => `test/${folder}/**`,
  ),
  ...['account', 'credentials', 'settings', 'probes', 'housekeeping', 'programs'].map((area) => `test/doctor/${area}/**`),
  'test/doctor/gates.test.ts',
];

try {
  installPrograms();
  const nodes = { 20: nodeOf(20), 24: nodeOf(24) };
  const missing = Object.entries(nodes).filter(([, path]) => path === undefined);
  if (missing.length > 0) throw new Error(`no Node ${missing.map(([major]) => major).join(', ')}`);
  const onNode = (major) => ({ PATH: [dirname(nodes[major]), process.env.PATH].join(delimiter) });
  const both = { LODE_TEST_NODES: nodes[24] };
  tests('npm test on Node 20, the command of the README', npm, ['test', '--'], { ...onNode(20), ...both });
  check('types', npm, ['run', 'typecheck']);
  check('lint', npm, ['run', 'lint']);
  check('format', npm, ['run', 'format:check']);
  check('dead code', npm, ['run', 'deadcode']);
  check('what the pages show', npm, ['run', 'docs:check']);
  const excluded = decidedElsewhere.flatMap((glob) => ['--exclude', glob]);
  tests('npm test on Node 24', nodes[24], ['scripts/test.mjs', ...excluded], onNode(24));
  tests('the real assistants, on Node 20 and 24', npm, ['run', 'test:e2e', '--'], { ...onNode(20), ...both });
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  total.failed += 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
