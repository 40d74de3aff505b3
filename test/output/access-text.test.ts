import { describe, expect, test } from 'vitest';
import type { AccessReport, AccessRow } from '../../src/models/access-report.ts';
import type { ModelAccess } from '../../src/models/model-access.ts';
import { accessText } from '../../src/output/access-text.ts';

const good: ModelAccess = { agreement: 'available', authorization: 'authorized', entitlement: 'available', region: 'available' };

function rowOf(changes: Partial<ModelAccess> = {}, row: Partial<AccessRow> = {}): AccessRow {
  return { usedFor: ['main', 'opus'], asked: true, label: 'Claude', ids: ['x'], baseId: 'anthropic.claude-opus-5-5', access: { ...good, ...changes }, ...row };
}

function textOf(row: AccessRow, changes: Partial<AccessReport> = {}): string {
  return accessText({ region: 'eu-west-1', account: '111122223333', rows: [row], form: { state: 'sent' }, retention: undefined, ...changes });
}

describe('access in words', () => {
  test('in GovCloud sends to the linked standard account first', () => {
    const text = textOf(rowOf({ agreement: 'not-available' }), { region: 'us-gov-west-1' });
    expect(text).toMatch(/standard AWS account.*\n.*\n.*--region us-east-1 models access --accept NAME\n.*then here: https:\/\/.*us-gov-west-1/);
    expect(text).not.toContain('Next: lode models access --accept');
  });

  test('with an API key names no account', () => {
    const text = textOf(rowOf({ agreement: 'not-available' }), { account: undefined });
    expect(text).toContain('for the account of this API key:');
    expect(text).toContain('The account of this API key has no agreement');
    expect(text).not.toContain('undefined');
  });

  test('is a table of at most 80 columns', () => {
    const row = rowOf({ agreement: 'not-available', authorization: 'unknown', entitlement: 'unknown', region: 'unknown' });
    const lines = textOf(row).split('\n').slice(1, 3);
    expect(lines.map((line) => line.length <= 80)).toEqual([true, true]);
  });

  test('of a custom model says that there is nothing to ask about', () => {
    expect(textOf(rowOf({}, { baseId: undefined, access: undefined, label: 'Mine' }))).toContain('Mine has no agreement of its own that could be asked about.');
  });

  test.each([
    ['aws_review', 'is "aws_review"'],
    [undefined, 'is not told (bedrock:GetAccountDataRetention)'],
  ])('of a Fable under data retention %s explains it', (retention, words) => {
    expect(textOf(rowOf({}, { baseId: 'anthropic.claude-fable-5-2' }), { retention })).toContain(`Data retention in eu-west-1 ${words}. Fable asks`);
  });

  test.each([
    ['authorization', { authorization: 'not-authorized' }, 'not authorized for it in eu-north-1'],
    ['region', { region: 'not-available' }, 'does not have it in eu-north-1 itself'],
  ] as const)('of a model that is called elsewhere names that region for the gate %s', (_, changes, words) => {
    const text = textOf(rowOf(changes, { region: 'eu-north-1' }));
    expect(text).toContain(words);
    expect(text).toContain('main, opus (in eu-north-1)');
  });

  test('never promises that all is well', () => {
    expect(textOf(rowOf())).toContain('only a request proves it: lode models check opus-5.5');
  });
});
