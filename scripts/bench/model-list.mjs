// A list of 1,000 profiles on 10 pages, with and without 200 ms before every answer: how many answers it waits for in a row, cold and warm.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { median, time } from './clock.mjs';
import { startSandbox } from './sandbox.mjs';

const region = 'eu-west-1';
const latency = 200;
/** A thousand profiles of the account's own, over three models. */
const thousandProfiles = Array.from({ length: 1000 }, (_, index) => ({
  id: `own${index}`,
  name: `team-${index}`,
  copyOf: `eu.anthropic.claude-${['opus', 'sonnet', 'haiku'][index % 3]}-5-5`,
}));

export async function modelList(lode, work, runs) {
  const sandboxes = { fast: await startSandbox(lode), slow: await startSandbox(lode, ['--latency', String(latency)]) };
  const asked = {};
  const took = {
    'a cold lode models list': { fast: [], slow: [] },
    'a warm one': { fast: [], slow: [] },
    'a warm lode models resolve opus': { fast: [], slow: [] },
  };
  for (const [speed, sandbox] of Object.entries(sandboxes)) {
    await sandbox.set({ applicationProfiles: thousandProfiles, pageSize: 100 });
    for (let index = 0; index < runs; index++) {
      const env = { ...sandbox.env, HOME: mkdtempSync(join(work, 'list-')), AWS_PROFILE: 'sandbox-process', PATH: '/usr/bin:/bin' };
      const before = (await sandbox.log()).length;
      const run = (name, words) => took[name][speed].push(time(process.execPath, [lode, '--quiet', '--region', region, ...words], env, work));
      run('a cold lode models list', ['models', 'list', '--provider', 'anthropic']);
      asked[speed] = (await sandbox.log()).length - before;
      run('a warm one', ['models', 'list', '--provider', 'anthropic', '--no-access']);
      run('a warm lode models resolve opus', ['models', 'resolve', 'opus']);
    }
  }
  for (const { end } of Object.values(sandboxes)) end();
  process.stdout.write(`A list of 1,000 profiles on 10 pages (${asked.slow} calls), ${latency} ms before every AWS answer, ${runs} rounds\n`);
  for (const [name, { fast, slow }] of Object.entries(took)) {
    const [quick, long] = [median(fast), median(slow)];
    process.stdout.write(
      `  ${name.padEnd(34)} ${Math.round(long)} ms, without the wait ${Math.round(quick)} ms: ${((long - quick) / latency).toFixed(2)} answers in a row\n`,
    );
  }
}
