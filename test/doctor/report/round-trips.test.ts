import { afterEach, beforeEach, expect, test } from 'vitest';
import { longestRow } from '../../support/longest-row.ts';
import { setScene, type Scene } from '../../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

/** Long enough that a slow start of one call is not taken for waiting on another. */
const latencyMs = 900;

/** Credentials, the account's list beside the question whose they are, access to the models on it. */
const chain = { sandbox: 3, 'sandbox-sso': 3, 'sandbox-role': 3, 'sandbox-process': 2 };

test.each(Object.entries(chain))('with profile %s it waits for AWS no more often than calls depend on each other: %i', async (profile, rounds) => {
  scene.sandbox.set({ latencyMs });
  expect(await scene.run(['--aws-profile', profile, 'doctor', '--json'])).toMatchObject({ code: 0 });
  // What is asked without a signature only shows that somebody answers, and nothing waits for it.
  const signed = scene.sandbox.log().filter(({ operation }) => operation !== 'Unknown');
  const starts = signed.map(({ at }) => Date.parse(at));
  expect(longestRow(starts, latencyMs)).toBeLessThanOrEqual(rounds);
});
