import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCatalogue } from '../../src/sandbox/error-catalogue.ts';
import { setScene, type Scene } from '../support/scene.ts';

/** The gate that each failure of a model call is, by a real request of the built program; AWS's words for two of them are the same. */
const expected: Readonly<Record<string, string>> = {
  'on-demand': 'on-demand',
  'bad-id': 'bad-id',
  'no-access': 'no-access',
  form: 'form',
  'form-2': 'form',
  'marketplace-iam': 'marketplace-iam',
  payment: 'payment',
  'agreement-pending': 'agreement-pending',
  'account-gate': 'account-gate',
  legacy: 'legacy',
  eol: 'eol',
  retention: 'retention',
  'geo-block': 'geo-block',
  // Only other models that answer tell it from missing capacity.
  'early-profile': 'capacity',
  'new-account': 'new-account',
  'iam-missing': 'iam-missing',
  'iam-deny': 'iam-deny',
  boundary: 'boundary',
  scp: 'scp',
  'scp-global': 'scp-global',
  'scp-geo': 'scp-geo',
  'bearer-deny': 'bearer-deny',
  expired: 'expired',
  'invalid-token': 'invalid-token',
  'sig-mismatch': 'sig-mismatch',
  clock: 'clock',
  'clock-ahead': 'clock',
  scope: 'scope',
  unsigned: 'unsigned',
  'key-region': 'key-region',
  'key-expired': 'key-expired',
  tpm: 'tpm',
  tpd: 'tpd',
  rpm: 'rpm',
  capacity: 'capacity',
  'not-ready': 'capacity',
  context: 'context',
  'max-out': 'max-out',
  beta: 'beta',
  extra: 'extra',
  thinking: 'thinking',
  budget: 'budget',
  'time-out': 'time-out',
  'model-error': 'model-error',
  internal: 'internal',
  'stream-throttle': 'tpm',
  'stream-break': 'stream-break',
};

const entries = errorCatalogue.filter(({ hits }) => hits.includes('bedrock-runtime'));

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.close());

test('every failure of a model call has its gate', () => {
  expect(entries.map(({ id }) => id).toSorted()).toEqual(Object.keys(expected).toSorted());
});

test.each(entries.map(({ id }) => [id, expected[id]] as const))('%s shuts the gate %s', async (id, gate) => {
  scene.sandbox.set({ errors: [{ id, service: 'bedrock-runtime' }] });
  const { code, stdout } = await scene.run(['models', 'check', 'haiku', '--yes', '--json']);
  const { results } = JSON.parse(stdout) as { results: readonly { gate: Record<string, unknown> }[] };
  expect({ code, gates: results.map((result) => result.gate['id']) }).toEqual({ code: 1, gates: [gate] });
  expect(results[0]?.gate['proof']).toMatch(/^\w+: ./);
});

test.each([
  ['reset', 'unreachable'],
  ['half-body', 'gateway'],
  ['html', 'gateway'],
  ['empty', 'gateway'],
  ['not-json', 'gateway'],
] as const)('a line that breaks (%s) shuts the gate %s', async (kind, gate) => {
  scene.sandbox.set({ errors: [], faults: [{ kind, service: 'bedrock-runtime' }] });
  const { stdout } = await scene.run(['models', 'check', 'haiku', '--yes', '--json']);
  scene.sandbox.set({ faults: [] });
  expect(JSON.parse(stdout)).toMatchObject({ results: [{ works: false, gate: { id: gate } }] });
});
