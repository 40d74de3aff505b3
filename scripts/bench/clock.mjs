// Times programs, and shows what came of it: medians, and ratios taken pair by pair of the same round.
import { spawnSync } from 'node:child_process';

/** Milliseconds that a program takes from its start to its end. Throws with its stderr when it fails. */
export function time(program, words, env, cwd) {
  const since = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(program, words, { env, cwd, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  const ms = Number(process.hrtime.bigint() - since) / 1e6;
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${error?.message ?? stderr}`);
  return ms;
}

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
export const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)] ?? Number.NaN;
/** The median of how many times as long the first takes as the second, round by round. */
export const ratio = (numbers, others) => median(numbers.map((ms, index) => ms / others[index]));

export function show(name, numbers, floor) {
  const [middle, least] = [median(numbers), sorted(numbers)[0]].map((ms) => `${ms.toFixed(1).padStart(6)} ms`);
  process.stdout.write(`  ${name.padEnd(38)} median ${middle}   min ${least}   ratio ${ratio(numbers, floor).toFixed(2)}\n`);
}
