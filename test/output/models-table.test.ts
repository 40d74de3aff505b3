import { expect, test } from 'vitest';
import type { ModelRow } from '../../src/models/listing/model-row.ts';
import type { ModelAccess } from '../../src/models/model-access.ts';
import { withAccess } from '../../src/models/listing/with-access.ts';
import { legendLines } from '../../src/output/models-legend.ts';
import { modelsTable } from '../../src/output/models-table.ts';
import { ireland } from './ireland.ts';

const few = ['opus-5.5', 'opus-4.5', 'sonnet-5.5', 'haiku-5.5', 'team'];
const claude: readonly ModelRow[] = ireland.filter(({ short }) => few.includes(short));
const others: readonly ModelRow[] = ireland.filter(({ provider }) => provider !== 'Anthropic');

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

test.each([80, 120, 200])('Claude at %i columns', (columns) => {
  const text = modelsTable(claude, { columns, access: true });
  expect(widest(text.replaceAll(/^ *arn:.*$/gm, ''))).toBeLessThanOrEqual(columns);
  expect(`\n${text}`).toMatchSnapshot();
});

test.each([80, 120])('other makers at %i columns', (columns) => {
  const text = modelsTable(others, { columns, access: true });
  expect(widest(text)).toBeLessThanOrEqual(columns);
  expect(`\n${text}`).toMatchSnapshot();
});

test('where nobody counts columns, a model is one line', () => {
  const text = modelsTable(ireland, { columns: Infinity, access: true });
  expect(text.trimEnd().split('\n')).toHaveLength(ireland.length + 1);
});

test('a very narrow terminal cuts names, and never an ID', () => {
  const text = modelsTable(ireland, { columns: 40, access: false });
  for (const { id } of ireland) expect(text).toContain(id);
});

test('without a question about access there is no column for it, unless rows are guesses', () => {
  const [first] = claude;
  expect(modelsTable(claude, { columns: 80, access: false })).not.toContain('ACCESS');
  expect(modelsTable(first === undefined ? [] : [{ ...first, evidence: 'catalog' }], { columns: 80, access: false })).toContain('a guess');
});

test('access is said in AWS’s own state', () => {
  const all: ModelAccess = { agreement: 'available', authorization: 'authorized', entitlement: 'available', region: 'available' };
  const rows = withAccess(
    claude,
    new Map([
      ['anthropic.claude-opus-5-5', all],
      ['anthropic.claude-sonnet-5-5', { ...all, agreement: 'not-available' }],
      ['anthropic.claude-haiku-5-5', { ...all, agreement: 'pending' }],
    ]),
  );
  const said = new Map(rows.map(({ short, usability }) => [short, usability]));
  expect(Object.fromEntries(said)).toEqual({
    'opus-5.5': 'usable',
    'opus-4.5': 'unknown',
    'sonnet-5.5': 'not enabled',
    'haiku-5.5': 'pending',
    team: 'usable',
  });
});

test('the legend', () => {
  expect(legendLines(ireland)).toEqual([
    '$ IN and $ OUT are US dollars per million tokens; ? is assumed by bedrockDiscovery.',
    'haiku-5.5 (eu) costs $0.55 in, $2.75 out above 100K prompt tokens.',
    'haiku-5.5 (global) costs $0.50 in, $2.50 out above 100K prompt tokens.',
    expect.stringMatching(/^eu \(opus-5\.5.*\): processed in eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3\.$/),
    'eu (eu.amazon.nova-pro-v1:0): processed in eu-central-1, eu-west-1.',
    'global: processed in any commercial region.',
  ]);
});
