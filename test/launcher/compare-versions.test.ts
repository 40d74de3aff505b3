import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions } from '../../src/launcher/compare-versions.ts';

test.each([
  ['2.1.9', 'older than', '2.1.10'],
  ['2.1.329', 'equal to', 'v2.1.329'],
  ['2.2.0', 'newer than', '2.1.999'],
  ['2.0.0-beta.2', 'older than', '2.0.0'],
  ['2.0.0-beta.2', 'older than', '2.0.0-beta.10'],
  ['2.0.0-beta', 'newer than', '2.0.0-alpha'],
  ['1.0.0+build', 'equal to', '1.0.0'],
  ['1.0', 'equal to', '1.0.0'],
])('%s is %s %s', (a, relation, b) => {
  const sign = Math.sign(compareVersions(a, b));
  expect(['older than', 'equal to', 'newer than'][sign + 1]).toBe(relation);
});

test('turning the pair round turns the answer round', () => {
  const version = fc.tuple(fc.nat(9), fc.nat(99), fc.nat(999), fc.constantFrom('', '-rc.1', '-rc.2', '+x')).map(([a, b, c, d]) => `${a}.${b}.${c}${d}`);
  fc.assert(fc.property(version, version, (a, b) => Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a)) === 0));
});
