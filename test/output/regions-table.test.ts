import { expect, test } from 'vitest';
import { spreadOf } from '../../src/models/listing/by-geography.ts';
import { rowsOf } from '../../src/models/listing/rows.ts';
import { regionNotes } from '../../src/output/region-notes.ts';
import { regionsTable } from '../../src/output/regions-table.ts';
import { listOf, today } from '../models/wish.ts';
import { ireland } from './ireland.ts';

const rowsIn = (region: string) => [region, rowsOf({ region, account: listOf(region), discovery: undefined, names: new Map(), now: today })] as const;

test('models by geographies, with the number of regions', () => {
  const spreads = spreadOf(new Map([rowsIn('eu-west-2'), rowsIn('eu-north-1'), rowsIn('ap-south-1')]));
  expect(`\n${regionsTable(spreads)}`).toMatchSnapshot();
});

test('other makers by their base ID, and nobody’s application profile', () => {
  const text = regionsTable(spreadOf(new Map([['eu-west-1', ireland]])));
  expect(text).toMatch(/^amazon\.nova-pro-v1:0 +1 +1 +-$/m);
  expect(text).not.toMatch(/^team/m);
});

test('regions without a list are told: the disabled in one line, those of one reason in one', () => {
  const failed = (region: string, why: string) => ({ region, kind: 'failed', why: `ListInferenceProfiles in ${region}: ${why}` }) as const;
  const listed = { region: 'us-east-1', kind: 'listed', models: listOf('us-east-1'), from: 'cache' } as const;
  const disabled = (region: string) => ({ region, kind: 'disabled', why: 'UnrecognizedClientException' }) as const;
  expect(
    regionNotes([listed, disabled('ap-east-2'), disabled('me-south-1'), failed('us-west-1', 'no'), failed('us-west-2', 'no'), failed('eu-west-1', 'slow')]),
  ).toEqual([
    'Numbers are regions from which a model can be called, of the one that gave its list.',
    'Not enabled in this account: ap-east-2, me-south-1.',
    'us-west-1, us-west-2 failed: ListInferenceProfiles in us-west-1: no',
    'eu-west-1 failed: ListInferenceProfiles in eu-west-1: slow',
  ]);
});
