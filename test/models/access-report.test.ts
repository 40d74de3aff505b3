import { describe, expect, test } from 'vitest';
import { nameOf, shutGates, type AccessReport, type AccessRow, type GateKind } from '../../src/models/access-report.ts';
import { usabilityOf, type ModelAccess } from '../../src/models/model-access.ts';

const good: ModelAccess = { agreement: 'available', authorization: 'authorized', entitlement: 'available', region: 'available' };
const opus = 'anthropic.claude-opus-5-5';

function rowOf(changes: Partial<ModelAccess> = {}, row: Partial<AccessRow> = {}): AccessRow {
  return { usedFor: ['main'], asked: true, label: 'Claude', ids: ['eu.x'], baseId: opus, access: { ...good, ...changes }, ...row };
}

function reportOf(rows: readonly AccessRow[], changes: Partial<AccessReport> = {}): AccessReport {
  return { region: 'eu-west-1', account: '111122223333', rows, form: { state: 'sent' }, retention: undefined, ...changes };
}

const kinds = (report: AccessReport): readonly GateKind[] => shutGates(report).map(({ kind }) => kind);

describe('the gates that are shut', () => {
  test.each<[string, Partial<ModelAccess>, readonly GateKind[]]>([
    ['nothing is wrong', {}, []],
    ['AWS would not say', { agreement: 'unknown', authorization: 'unknown', entitlement: 'unknown', region: 'unknown' }, []],
    ['there is no agreement', { agreement: 'not-available' }, ['agreement']],
    ['there is no agreement, and so no entitlement', { agreement: 'not-available', entitlement: 'not-available' }, ['agreement']],
    ['the agreement is being made', { agreement: 'pending', entitlement: 'not-available' }, ['agreement-pending']],
    ['the agreement failed', { agreement: 'error' }, ['agreement-error']],
    ['a policy is against it', { authorization: 'not-authorized' }, ['authorization']],
    ['AWS has not opened it', { entitlement: 'not-available' }, ['entitlement']],
    ['it is elsewhere', { region: 'not-available' }, ['region']],
    ['two things are wrong', { authorization: 'not-authorized', agreement: 'not-available' }, ['agreement', 'authorization']],
  ])('when %s', (_, changes, expected) => {
    expect(kinds(reportOf([rowOf(changes)]))).toEqual(expected);
  });

  test.each<[string, Partial<ModelAccess>, Partial<AccessRow>, AccessReport['form'], readonly GateKind[]]>([
    ['was never sent and nothing works', { agreement: 'not-available' }, {}, { state: 'never-sent' }, ['form', 'agreement']],
    ['was never sent here, but all is well', {}, {}, { state: 'never-sent' }, []],
    ['may not be asked', { agreement: 'not-available' }, {}, { state: 'untold' }, ['agreement']],
    ['is of no concern to another provider', { agreement: 'not-available' }, { baseId: 'cohere.embed-v4:0' }, { state: 'never-sent' }, ['agreement']],
  ])('when the form %s', (_, changes, row, form, expected) => {
    expect(kinds(reportOf([rowOf(changes, row)], { form }))).toEqual(expected);
  });

  test.each<[string, string | undefined, Partial<AccessRow>, readonly GateKind[]]>([
    ['is default', 'default', {}, ['data-retention']],
    ['is none', 'none', {}, ['data-retention']],
    ['is none, and the model is called in another region', 'none', { region: 'eu-north-1' }, []],
    ['is aws_review', 'aws_review', {}, []],
    ['is not told', undefined, {}, []],
    ['is default, for a tier that nobody asked for', 'default', { asked: false, usedFor: ['fable'] }, []],
    ['is default, for a model that does not mind', 'default', { baseId: opus }, []],
  ])('when data retention of a Fable %s', (_, retention, row, expected) => {
    expect(kinds(reportOf([rowOf({}, { baseId: 'anthropic.claude-fable-5', ...row })], { retention }))).toEqual(expected);
  });

  test('each stand once, with all models they keep out', () => {
    const rows = [rowOf({ agreement: 'not-available' }), rowOf(), rowOf({ agreement: 'not-available' }, { baseId: 'cohere.embed-v4:0' })];
    expect(shutGates(reportOf(rows))).toEqual([{ kind: 'agreement', rows: [rows[0], rows[2]] }]);
  });

  test('are there exactly when a model is neither usable nor unknown', () => {
    const words = { agreement: ['available', 'pending', 'not-available', 'error', 'unknown'], other: ['available', 'not-available', 'unknown'] } as const;
    for (const agreement of words.agreement)
      for (const authorization of ['authorized', 'not-authorized', 'unknown'] as const)
        for (const entitlement of words.other)
          for (const region of words.other) {
            const row = rowOf({ agreement, authorization, entitlement, region });
            expect([row.access, kinds(reportOf([row])).length > 0]).toEqual([row.access, ['not enabled', 'pending'].includes(usabilityOf(row.access))]);
          }
  });
});

test.each<[string, Partial<AccessRow>, string]>([
  ['of the catalog by its short name', {}, 'opus-5.5'],
  ['of another provider by its base ID', { baseId: 'cohere.embed-v4:0' }, 'cohere.embed-v4:0'],
  ['without a base ID by what it was called', { baseId: undefined, usedFor: ['mine'] }, 'mine'],
])('a model %s', (_, row, name) => expect(nameOf(rowOf({}, row))).toBe(name));
