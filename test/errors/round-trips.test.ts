import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

/** Long enough that a slow start of one call is not taken for waiting on another. */
const latencyMs = 900;

/** The longest row of calls of which each began only after the one before it had been answered. */
function longestRow(starts: readonly number[], each: number): number {
  const rows: number[] = [];
  starts.forEach((start, index) => {
    const before = rows.filter((_, other) => (starts[other] ?? 0) + each <= start);
    rows[index] = 1 + Math.max(0, ...before);
  });
  return Math.max(0, ...rows);
}

function calls(): readonly { readonly name: string; readonly at: number }[] {
  return scene.sandbox.log().map(({ operation, at }) => ({ name: operation, at: Date.parse(at) }));
}

test('the measure itself: side by side is one, in a row is more', () => {
  expect([longestRow([0, 10, 20], 100), longestRow([0, 100, 110], 100), longestRow([0, 100, 200], 100), longestRow([], 100)]).toEqual([1, 2, 3, 0]);
});

/** Models, and profiles of both types. */
const lists = ['ListFoundationModels', 'ListInferenceProfiles', 'ListInferenceProfiles'];

describe('a cold launch waits for AWS twice at most', () => {
  test.each<[string, readonly string[]]>([
    ['sandbox', ['GetCallerIdentity', 'GetSessionToken', ...lists]],
    ['sandbox-sso', ['GetCallerIdentity', 'GetRoleCredentials', ...lists]],
    ['sandbox-role', ['AssumeRole', 'GetCallerIdentity', ...lists]],
    ['sandbox-process', ['GetCallerIdentity', ...lists]],
  ])('profile %s', async (profile, names) => {
    scene.sandbox.set({ latencyMs });
    expect(await scene.run(['--aws-profile', profile, 'claude', '-p', 'hello'])).toMatchObject({ code: 0 });
    const made = calls();
    expect(made.map(({ name }) => name).toSorted()).toEqual(names);
    expect(
      longestRow(
        made.map(({ at }) => at),
        latencyMs,
      ),
    ).toBe(profile === 'sandbox-process' ? 1 : 2);
  });
});

describe('a warm one does not wait for it at all', () => {
  test.each(['sandbox', 'sandbox-sso', 'sandbox-role', 'sandbox-process'])('profile %s', async (profile) => {
    const launch = ['--aws-profile', profile, 'claude', '-p', 'hello'];
    await scene.run(launch);
    const before = calls().length;
    expect(await scene.run(launch)).toMatchObject({ code: 0, stderr: '' });
    expect(await scene.run(launch)).toMatchObject({ code: 0, stderr: '' });
    expect(await scene.run(['--aws-profile', profile, 'status'])).toMatchObject({ code: 0 });
    expect(await scene.run(['--aws-profile', profile, 'credentials'])).toMatchObject({ code: 0 });
    expect(calls().slice(before)).toEqual([]);
  });

  test('without AWS being there', async () => {
    await scene.run(['claude', '-p', 'hello']);
    await scene.sandbox.close();
    expect(await scene.run(['claude', '-p', 'hello'])).toMatchObject({ code: 0, stderr: '' });
  });
});

test('another region needs its own list, and no new credentials', async () => {
  await scene.run(['claude', '-p', 'hello']);
  const before = calls().length;
  await scene.run(['--region', 'eu-north-1', 'claude', '-p', 'hello']);
  expect(
    calls()
      .slice(before)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(lists);
});
