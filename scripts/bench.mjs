// `npm run bench`: what lode costs, as ratios to `node -e 0` on the same Node in the same run, pair by pair. Other Nodes are
// measured too when LODE_TEST_NODES names their binaries (joined by colons). Words: [runs], default 40.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

const runs = Number(process.argv[2] ?? 40);
const lode = join(root, 'dist', 'bin.js');
const work = mkdtempSync(join(tmpdir(), 'lode-bench-'));

/** A sandbox of its own; resolves with its variables and how to end it. */
function startSandbox(words) {
  const child = spawn(process.execPath, [lode, 'sandbox', ...words, '--print-env'], { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => String(text).includes('listens') && resolve({ env: variablesOf(out), end: () => child.kill('SIGTERM') }));
    child.once('exit', () => reject(new Error('the sandbox did not start')));
  });
}

function variablesOf(text) {
  const lines = text.split('\n').flatMap((line) => (line.startsWith('export ') ? [line.slice(7)] : []));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/^'|'$/g, '')]));
}

/** An assistant that ends at once, so that what is measured ends at the child's start. */
function fakeAssistant() {
  const folder = join(work, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'claude'), '#!/bin/sh\n[ "$1" = --version ] && echo "2.1.329 (Claude Code)"\nexit 0\n');
  chmodSync(join(folder, 'claude'), 0o755);
  return folder;
}

function time(node, words, env) {
  const since = process.hrtime.bigint();
  const { status, stderr } = spawnSync(node, words, { env, cwd: work, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  const ms = Number(process.hrtime.bigint() - since) / 1e6;
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
}

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const show = (name, numbers, floor) => {
  const ratio = median(numbers.map((ms, index) => ms / floor[index]));
  process.stdout.write(
    `  ${name.padEnd(34)} median ${median(numbers).toFixed(1).padStart(6)} ms   min ${sorted(numbers)[0].toFixed(1).padStart(6)} ms   ratio ${ratio.toFixed(2)}\n`,
  );
};

function environment(sandbox, folder, home) {
  return { ...sandbox.env, HOME: home, PATH: `${folder}:/usr/bin:/bin` };
}

function warm(node, env, version) {
  const launch = [lode, '--quiet', 'claude', '-p', 'ping'];
  for (let index = 0; index < 3; index++) time(node, launch, env);
  const records = join(env.HOME, '.local', 'state', 'lode', 'handover');
  const helper = [lode, 'credentials', '--format', 'export', '--handover', join(records, readdirSync(records)[0])];
  const rows = { floor: [], empty: [], launch: [], helper: [] };
  for (let index = 0; index < runs; index++) {
    rows.floor.push(time(node, ['-e', '0'], env));
    rows.launch.push(time(node, launch, env));
    // As the assistant calls it: each launch has a mark of its own, by which a second question for the same key is noticed.
    rows.helper.push(time(node, helper, { ...env, LODE_LAUNCH: JSON.stringify({ pid: index, at: Date.now() }) }));
  }
  process.stdout.write(`Node ${version}, ${runs} rounds\n`);
  show('node -e 0 (the floor)', rows.floor, rows.floor);
  show("warm lode claude, to the child's start", rows.launch, rows.floor);
  show('cached lode credentials', rows.helper, rows.floor);
}

/** A cold launch with and without 200 ms before every answer: how many answers it waited for, one after the other. */
async function cold(folder) {
  const latency = 200;
  const sandboxes = { fast: await startSandbox([]), slow: await startSandbox(['--latency', String(latency)]) };
  const launches = { fast: [], slow: [] };
  for (let index = 0; index < 7; index++) {
    for (const speed of ['fast', 'slow']) {
      const env = environment(sandboxes[speed], folder, mkdtempSync(join(work, 'home-')));
      launches[speed].push(time(process.execPath, [lode, '--quiet', 'claude', '-p', 'ping'], env));
    }
  }
  for (const { end } of Object.values(sandboxes)) end();
  const [fast, slow] = [median(launches.fast), median(launches.slow)];
  process.stdout.write(
    `Cold launch: ${Math.round(fast)} ms; with ${latency} ms before every AWS answer ${Math.round(slow)} ms: it waited for ${((slow - fast) / latency).toFixed(2)} answers in a row\n`,
  );
}

try {
  setUp();
  const folder = fakeAssistant();
  const sandbox = await startSandbox([]);
  const others = (process.env.LODE_TEST_NODES ?? '').split(':').filter((path) => path !== '');
  for (const node of [process.execPath, ...others]) {
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
    warm(node, environment(sandbox, folder, mkdtempSync(join(work, 'home-'))), version);
  }
  sandbox.end();
  await cold(folder);
} finally {
  rmSync(work, { recursive: true, force: true });
}
