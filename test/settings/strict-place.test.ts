import { expect, test } from 'vitest';
import { layerOf } from '../../src/settings/layer.ts';
import type { Origin } from '../../src/settings/origin.ts';
import { keepStrictPlace } from '../../src/settings/strict-place.ts';
import type { JsonObject } from '../../src/settings/value-type.ts';

const user: Origin = { kind: 'file', layer: 'user', path: '/u/settings.json', key: 'x' };
const flag: Origin = { kind: 'flag', flag: '--x' };
const project: Origin = { kind: 'file', layer: 'project', path: '/p/.lode/settings.json', key: 'region' };

const from = (origin: Origin, values: JsonObject) => ({ layer: layerOf(values, () => origin), ...(origin === project ? { gate: {} } : {}) });

/** The region that is left to win. */
function region(...layers: Parameters<typeof keepStrictPlace>[0]): unknown {
  return keepStrictPlace(layers)
    .layers.find(({ layer }) => layer.has('region'))
    ?.layer.get('region')?.value;
}

const cloned = from(project, { region: 'us-east-1', model: 'opus' });

test.each([
  ['with prefer it may pick a region', [cloned, from(user, { region: 'eu-west-1' })], 'us-east-1'],
  [
    'with strict and a geography it may too: the geography decides',
    [cloned, from(user, { residency: 'strict', geography: 'eu', region: 'eu-west-1' })],
    'us-east-1',
  ],
  ['with strict alone it may not', [cloned, from(user, { residency: 'strict', region: 'eu-west-1' })], 'eu-west-1'],
  ['nor with a strict flag', [from(flag, { residency: 'strict' }), cloned, from(user, { region: 'eu-west-1' })], 'eu-west-1'],
  ['a weaker strict does not count', [from(flag, { residency: 'prefer' }), cloned, from(user, { residency: 'strict' })], 'us-east-1'],
  ['a project’s own strict is no reason', [from(project, { residency: 'strict', region: 'us-east-1' }), from(user, { region: 'eu-west-1' })], 'us-east-1'],
])('a project that was cloned: %s', (_, layers, expected) => {
  expect(region(...layers)).toBe(expected);
});

test('it says which file, which key, why and what to do, and leaves the other keys alone', () => {
  const { layers, notes } = keepStrictPlace([cloned, from(user, { residency: 'strict' })]);
  expect(layers[0]?.layer.has('model')).toBe(true);
  expect(notes).toEqual([
    {
      code: 'settings.strict-region',
      sentence:
        "/p/.lode/settings.json, key region, wants us-east-1 and is ignored: your residency is strict and no geography is set, so a project's region would decide where data goes. Name yours: lode config set geography GEO",
    },
  ]);
});
