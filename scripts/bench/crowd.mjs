// What a crowd costs: many processes that find an expired token at once, and those that wait for one that is killed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './clock.mjs';
import { calls, passHour, startSandbox } from './sandbox.mjs';

const profile = 'sandbox-sso';
const size = 200;

/** Starts them all from one small program, so that the sandbox's answers are not held up by the starting. */
const atOnce = `
n=$1 folder=$2 each=0
shift 2
while [ $each -lt $n ]; do
  each=$((each + 1))
  "$@" >"$folder/$each.out" 2>"$folder/$each.err" </dev/null &
done
wait`;

const credentials = (lode) => [process.execPath, lode, 'credentials', '--format', 'process', '--aws-profile', profile];
const plain = ({ env }) => ({ HOME: env.HOME, PATH: '/usr/bin:/bin', AWS_REGION: env.AWS_REGION, ...endpointsOf(env) });
const endpointsOf = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('AWS_ENDPOINT_URL')));

function ended(child) {
  return new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
}

/** Times `rounds` crowds. Throws unless all got the same key by one renewal. */
export async function crowd(lode, work, rounds) {
  const sandbox = await startSandbox(lode);
  const took = [];
  for (let round = 0; round < rounds; round++) took.push(await oneCrowd(sandbox, lode, mkdtempSync(join(work, 'crowd-')), round + 1));
  sandbox.end();
  process.stdout.write(
    `${size} processes with an expired token: median ${(median(took) / 1000).toFixed(1)} s until the last has its credentials, ${rounds} rounds, one renewal each (aim: under 25 s)\n`,
  );
}

async function oneCrowd(sandbox, lode, folder, renewals) {
  await passHour(sandbox);
  const since = performance.now();
  await ended(spawn('/bin/sh', ['-c', atOnce, 'at-once', String(size), folder, ...credentials(lode)], { env: plain(sandbox), cwd: folder, stdio: 'ignore' }));
  const took = performance.now() - since;
  const outputs = readdirSync(folder).filter((name) => name.endsWith('.out'));
  const keys = new Set(outputs.map((name) => /"AccessKeyId":"(\w+)"/.exec(readFileSync(join(folder, name), 'utf8'))?.[1]));
  const renewed = await calls(sandbox, 'CreateToken');
  if (outputs.length !== size || keys.size !== 1 || keys.has(undefined) || renewed !== renewals) {
    throw new Error(`${outputs.length} processes printed ${keys.size} keys after ${renewed} renewals`);
  }
  return took;
}

const waiters = 3;

/** Times how long after the death of the process that renews the last of those who wait has its credentials. */
export async function struckHolder(lode, work, rounds) {
  const sandbox = await startSandbox(lode);
  const took = [];
  for (let round = 0; round < rounds; round++) took.push(await oneStrike(sandbox, lode, work));
  sandbox.end();
  process.stdout.write(
    `Recovery after kill -9 of the process that renews: median ${Math.round(median(took))} ms until the last of ${waiters} that waited has its credentials, ${rounds} rounds (aim: under 2000 ms)\n`,
  );
}

/** It is killed with the new token written and the role's credentials not yet there, when all that it knew is lost. */
async function oneStrike(sandbox, lode, work) {
  await passHour(sandbox);
  await sandbox.set({ latencyMs: { sso: 60_000 } });
  const [program, ...words] = credentials(lode);
  const start = () => spawn(program, words, { env: plain(sandbox), cwd: work, stdio: 'ignore' });
  const before = await calls(sandbox, 'GetRoleCredentials');
  const holder = start();
  while ((await calls(sandbox, 'GetRoleCredentials')) === before) await new Promise((resolve) => setTimeout(resolve, 20));
  const waiting = Array.from({ length: waiters }, start);
  // They wait within this; one that came later would only have it easier.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await sandbox.set({ latencyMs: 0 });
  const ends = waiting.map(ended);
  const since = performance.now();
  holder.kill('SIGKILL');
  const codes = await Promise.all(ends);
  if (codes.some((code) => code !== 0)) throw new Error(`those who waited ended with ${codes.join(', ')}`);
  return performance.now() - since;
}
