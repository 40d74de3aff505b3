// `npm run bench`: what lode costs, as ratios to `node -e 0` on the same Node in the same run, pair by pair. Other Nodes are
// measured too when LODE_TEST_NODES names their binaries (joined by colons). Words: [runs], default 40. LODE_TEST_DIST names a
// folder with another build to measure.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { awsCli, awsVersion, endpointRules } from './bench/aws-cli.mjs';
import { median, ratio, show, time } from './bench/clock.mjs';
import { crowd, struckHolder } from './bench/crowd.mjs';
import { doctor } from './bench/doctor.mjs';
import { modelList } from './bench/model-list.mjs';
import { startSandbox } from './bench/sandbox.mjs';
import { root, setUp } from './set-up.mjs';

const runs = Number(process.argv[2] ?? 40);
const otherBuild = process.env.LODE_TEST_DIST;
const lode = join(otherBuild === undefined ? join(root, 'dist') : resolve(otherBuild), 'bin.js');
const work = mkdtempSync(join(tmpdir(), 'lode-bench-'));
const cliVersion = awsVersion();

/** An assistant that ends at once, so that what is measured ends at the child's start. */
function fakeAssistant() {
  const folder = join(work, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'claude'), '#!/bin/sh\n[ "$1" = --version ] && echo "2.1.329 (Claude Code)"\nexit 0\n');
  chmodSync(join(folder, 'claude'), 0o755);
  return folder;
}

function environment(sandbox, folder, home) {
  return { ...sandbox.env, HOME: home, PATH: `${folder}:/usr/bin:/bin` };
}

const title = (version) => process.stdout.write(`Node ${version}, ${runs} rounds\n`);

function warm(node, env) {
  const launch = [lode, '--quiet', 'claude', '-p', 'ping'];
  for (let index = 0; index < 3; index++) time(node, launch, env, work);
  const records = join(env.HOME, '.local', 'state', 'lode', 'handover');
  const helper = [lode, 'credentials', '--format', 'export', '--handover', join(records, readdirSync(records)[0])];
  const rows = { floor: [], launch: [], helper: [] };
  for (let index = 0; index < runs; index++) {
    rows.floor.push(time(node, ['-e', '0'], env, work));
    rows.launch.push(time(node, launch, env, work));
    // As the assistant calls it: each launch has a mark of its own, by which a second question for the same key is noticed.
    rows.helper.push(time(node, helper, { ...env, LODE_LAUNCH: JSON.stringify({ pid: index, at: Date.now() }) }, work));
  }
  show('node -e 0 (the floor)', rows.floor, rows.floor);
  show("warm lode claude, to the child's start", rows.launch, rows.floor);
  show('cached lode credentials --handover', rows.helper, rows.floor);
}

/** A sign-in's credentials as `credential_process` asks for them, and as the AWS CLI prints them; both from what they kept. */
async function cached(node) {
  const sandbox = await startSandbox(lode);
  const { AWS_PROFILE: _, ...env } = {
    ...sandbox.env,
    PATH: '/usr/bin:/bin',
    ...endpointRules(join(sandbox.env.HOME, 'endpoint-rules'), sandbox.env.AWS_ENDPOINT_URL),
  };
  const ours = [lode, 'credentials', '--format', 'process', '--aws-profile', 'sandbox-sso'];
  const theirs = ['configure', 'export-credentials', '--profile', 'sandbox-sso'];
  const rows = { floor: [], ours: [], theirs: [] };
  for (let index = -3; index < runs; index++) {
    const round = [time(node, ['-e', '0'], env, work), time(node, ours, env, work), cliVersion === undefined ? Number.NaN : time(awsCli, theirs, env, work)];
    if (index >= 0) ['floor', 'ours', 'theirs'].forEach((name, place) => rows[name].push(round[place]));
  }
  sandbox.end();
  show('cached lode credentials --aws-profile', rows.ours, rows.floor);
  if (cliVersion === undefined) return void process.stdout.write(`  no AWS CLI to compare with at ${awsCli}\n`);
  show(`aws configure export-credentials`, rows.theirs, rows.floor);
  process.stdout.write(`  AWS CLI ${cliVersion} takes ${ratio(rows.theirs, rows.ours).toFixed(1)} times as long (aim: 6 on Node 20, 10 on Node 24)\n`);
}

/** A cold launch with and without 200 ms before every answer: how many answers it waited for, one after the other. */
async function cold(folder) {
  const latency = 200;
  const sandboxes = { fast: await startSandbox(lode), slow: await startSandbox(lode, ['--latency', String(latency)]) };
  const launches = { fast: [], slow: [] };
  for (let index = 0; index < 7; index++) {
    for (const speed of ['fast', 'slow']) {
      const env = environment(sandboxes[speed], folder, mkdtempSync(join(work, 'home-')));
      launches[speed].push(time(process.execPath, [lode, '--quiet', 'claude', '-p', 'ping'], env, work));
    }
  }
  for (const { end } of Object.values(sandboxes)) end();
  const [fast, slow] = [median(launches.fast), median(launches.slow)];
  process.stdout.write(
    `Cold launch: ${Math.round(fast)} ms; with ${latency} ms before every AWS answer ${Math.round(slow)} ms: it waited for ${((slow - fast) / latency).toFixed(2)} answers in a row\n`,
  );
}

try {
  if (otherBuild === undefined) setUp();
  const folder = fakeAssistant();
  const sandbox = await startSandbox(lode);
  const others = (process.env.LODE_TEST_NODES ?? '').split(':').filter((path) => path !== '');
  for (const node of [process.execPath, ...others]) {
    title(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim());
    warm(node, environment(sandbox, folder, mkdtempSync(join(work, 'home-'))));
    await cached(node);
  }
  sandbox.end();
  await cold(folder);
  await doctor(lode, work, folder, 7);
  await modelList(lode, work, 5);
  await struckHolder(lode, work, 7);
  await crowd(lode, work, 3);
} finally {
  rmSync(work, { recursive: true, force: true });
}
