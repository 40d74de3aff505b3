import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GateId } from '../../src/gates/gate.ts';
import type { Change } from '../../src/sandbox/knobs.ts';
import { defaultKnobs } from '../../src/sandbox/knobs.ts';
import { errorCatalogue } from '../../src/sandbox/error-catalogue.ts';
import type { Scene } from '../support/scene.ts';
import { diagnose, setScene } from './diagnose.ts';

/** One for all rows: nothing is left behind by a run but what it caches of the account's list, which no row changes. */
let scene: Scene;
beforeAll(async () => void (scene = await setScene()));
afterAll(async () => scene.close());

/** The codes of all that fails. */
async function fails(knobs: Change): Promise<ReadonlySet<string>> {
  scene.sandbox.set({ ...defaultKnobs, ...knobs });
  const results = await diagnose(scene, ['--probe', '--yes']);
  return new Set(results.flatMap(({ severity, code }) => (severity === 'fail' ? [code] : [])));
}

/** That a profile is listed too early only the others tell, by answering: it is met at one model. */
const atModels = (id: string): Change => ({ errors: [{ id, service: 'bedrock-runtime', ...(id === 'early-profile' && { model: 'haiku' }) }] });

describe('Three 404s, four 403s and the clock-skew case told apart where Claude Code shows one sentence', () => {
  test.each<[status: string, gate: GateId]>([
    ['404', 'form'],
    ['404', 'legacy'],
    ['404', 'eol'],
    ['403', 'no-access'],
    ['403', 'marketplace-iam'],
    ['403', 'scp'],
    ['403', 'iam-missing'],
  ])('a %s that is %s', async (_, gate) => {
    expect(await fails(atModels(gate))).toEqual(new Set([`model-probes.${gate}`]));
  });

  test.each([
    ['behind', 20],
    ['ahead', -20],
  ])('a 403 since the clock is %s', async (_, minutes) => {
    expect(await fails({ clockOffsetMs: minutes * 60_000 })).toEqual(new Set(['clock.skewed']));
  });
});

/** The gate of each entry that is not called as its gate is. */
const named: Readonly<Record<string, GateId>> = {
  'form-2': 'form',
  'clock-ahead': 'clock',
  'not-ready': 'capacity',
  'stream-throttle': 'tpm',
};

describe('each answer that a request to a model may meet', () => {
  const entries = errorCatalogue.filter(({ hits }) => hits.includes('bedrock-runtime'));

  test.each(entries.map(({ id }) => [id, named[id] ?? id]))('%s is the gate %s and no other', async (id, gate) => {
    expect(await fails(atModels(id))).toEqual(new Set([`model-probes.${gate}`]));
  });
});
