import { describe, expect, test } from 'vitest';
import { fail } from '../../src/errors.ts';
import { eventLine } from '../../src/output/refresh-text.ts';
import type { SourceState } from '../../src/schedule/source-state.ts';
import { watch, type Look } from '../../src/schedule/watch.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { signedOut, sourceState } from './state.ts';

const minute = 60_000;
const noon = Date.parse('2026-11-21T12:00:00Z');

interface Watched {
  readonly lines: readonly string[];
  /** Minutes since noon. */
  readonly looks: readonly number[];
}

/** Watches for so many minutes of monotonic time; `jumps`: by how much (ms) the wall clock jumps at which minute. */
async function watchFor(
  minutes: number,
  look: (now: number) => readonly SourceState[],
  jumps: readonly (readonly [minute: number, ms: number])[] = [],
): Promise<Watched> {
  const lines: string[] = [];
  const looks: number[] = [];
  let jumped = 0;
  const left = [...jumps];
  const base = fakeSystem({
    now: noon,
    onPause: () => {
      if (base.elapsed() >= minutes * minute) throw new Error('the test is over');
      if (left[0] !== undefined && base.elapsed() >= left[0][0] * minute) jumped += left.shift()?.[1] ?? 0;
    },
  });
  const system = { ...base, now: () => base.now() + jumped };
  const looking = async (): Promise<Look> => {
    looks.push(Math.round(system.elapsed() / 6000) / 10);
    return { states: look(system.now()), troubles: [] };
  };
  const end = watch(system, looking, (event) => lines.push(eventLine(event, system.now())));
  await expect(end).rejects.toThrow('the test is over');
  return { lines, looks };
}

/** A source that gives an hour each time, and is renewed in its last quarter. */
function hourly(): (now: number) => readonly SourceState[] {
  let until = noon + 60 * minute;
  return (now) => {
    const due = now >= until - 15 * minute;
    if (due) until = now + 60 * minute;
    return [sourceState({ standing: due ? 'renewed' : 'good', until, renewFrom: until - 15 * minute })];
  };
}

/** Lines without their times, which depend on where the test runs. */
function withoutTimes(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replaceAll(/(\d{4}-\d\d-\d\d )?\b\d\d:\d\d\b/g, 'T'));
}

describe('a watch', () => {
  test('says a line when a source is renewed, and nothing in between', async () => {
    const { lines } = await watchFor(180, hourly());
    expect(withoutTimes(lines)).toEqual(['T profile work good until T', ...Array<string>(3).fill('T profile work renewed, good until T')]);
  });

  test('looks at least every 15 minutes and at most once a minute', async () => {
    const { looks } = await watchFor(600, hourly());
    const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15.1);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
  });

  test.each([
    ['+2 h', 2 * 60 * minute],
    ['-2 h', -2 * 60 * minute],
    ['+24 h', 24 * 60 * minute],
  ])('says when the clock moved by %s, and looks again within half a minute', async (words, ms) => {
    const { lines, looks } = await watchFor(10, hourly(), [[5, ms]]);
    expect(lines[1]).toContain(`the clock moved by ${words} (sleep or clock change); looking again`);
    expect(looks.filter((at) => at >= 5 && at <= 5.6)).toHaveLength(1);
  });

  test('a clock that jumps to and fro makes it look no more than once a minute', async () => {
    const jumps = Array.from({ length: 60 }, (_, index) => [5 + index / 4, index % 2 === 0 ? 5 * minute : -5 * minute] as const);
    const { looks } = await watchFor(30, hourly(), jumps);
    const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
  });

  test('gets over a night without a network with one line, ever more seldom, and says when it is back', async () => {
    let tries = 0;
    const { lines, looks } = await watchFor(300, (now) => {
      tries += 1;
      const isOut = now < noon + 240 * minute;
      return [
        isOut
          ? sourceState({ standing: 'unreachable', until: undefined, renewFrom: undefined, reason: 'connect ECONNREFUSED' })
          : sourceState({ until: now + 60 * minute, renewFrom: now + 45 * minute, standing: 'renewed' }),
      ];
    });
    expect(withoutTimes(lines.slice(0, 2))).toEqual([
      'T profile work not renewed: connect ECONNREFUSED; it is tried again',
      'T profile work renewed, good until T',
    ]);
    expect(looks.slice(0, 4).map((at, index) => at - (looks[index - 1] ?? 0) >= index)).toEqual([true, true, true, true]);
    expect(tries).toBeLessThan(30);
  });

  test('says once that a person is needed, and when it is good again', async () => {
    const { lines } = await watchFor(60, (now) => [now < noon + 30 * minute ? signedOut() : sourceState({ standing: 'renewed' })]);
    expect(withoutTimes(lines)).toEqual([
      'T profile work needs you: The SSO session has expired; run: lode --aws-profile work login',
      'T profile work renewed, good until T',
    ]);
  });

  test('settings that are broken for a while are said once and end nothing', async () => {
    const { lines } = await watchFor(60, (now) => {
      if (now > noon && now < noon + 35 * minute) fail({ code: 'settings.not-json', exit: 'user', message: 'settings.json is not JSON.' });
      return [sourceState({ standing: 'good', until: noon + 600 * minute, renewFrom: noon + 540 * minute })];
    });
    expect(withoutTimes(lines)).toEqual(['T profile work good until T', 'T settings.json is not JSON.']);
  });
});
