// The doctor's whole run with and without 300 ms before every answer of AWS: how many answers it waits for in a row.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { median, time } from './clock.mjs';
import { startSandbox } from './sandbox.mjs';

const latency = 300;
/** Credentials, the account's list beside the question whose they are, access to the models on it. */
const chain = 3;

/** Times `runs` cold runs of each; `folder` holds an assistant. */
export async function doctor(lode, work, folder, runs) {
  const sandboxes = { fast: await startSandbox(lode), slow: await startSandbox(lode, ['--latency', String(latency)]) };
  const took = { fast: [], slow: [] };
  for (let index = 0; index < runs; index++) {
    for (const [speed, { env: variables }] of Object.entries(sandboxes)) {
      const home = mkdtempSync(join(work, 'doctor-'));
      const files = { AWS_CONFIG_FILE: join(variables.HOME, '.aws', 'config'), AWS_SHARED_CREDENTIALS_FILE: join(variables.HOME, '.aws', 'credentials') };
      const env = { ...variables, ...files, HOME: home, PATH: `${folder}:/usr/bin:/bin` };
      took[speed].push(time(process.execPath, [lode, 'doctor', '--json'], env, work));
    }
  }
  for (const { end } of Object.values(sandboxes)) end();
  const [fast, slow] = [median(took.fast), median(took.slow)];
  process.stdout.write(
    `lode doctor: ${Math.round(fast)} ms; with ${latency} ms before every AWS answer ${Math.round(slow)} ms: it waited for ${((slow - fast) / latency).toFixed(2)} answers in a row (aim: ${chain}, and half a second)\n`,
  );
}
