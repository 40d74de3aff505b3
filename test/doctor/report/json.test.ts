import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { areas } from '../../../src/doctor/check.ts';
import { checks } from '../../../src/doctor/checks/index.ts';
import type { Remedy } from '../../../src/doctor/finding.ts';
import { reportDocument } from '../../../src/output/doctor-json.ts';
import { check, finding, reportBy } from './hand-made.ts';
import { schemaMistakes } from './json-schema.ts';

const schema = JSON.parse(readFileSync('schema/doctor-report.schema.json', 'utf8')) as {
  $defs: { result: { properties: Record<string, { enum: unknown }> } };
} & Record<string, unknown>;
const remedies: readonly Remedy[] = [
  { kind: 'command', words: ['lode', 'login'], why: 'x', automatic: true },
  { kind: 'edit', path: '/a.json', before: '{\n  "apiKey": "canary-4711-canary"\n}\n', after: '{}\n', why: 'x' },
  { kind: 'mode', path: '/a', mode: 0o600, why: 'x' },
  { kind: 'remove', path: '/a', why: 'x' },
  { kind: 'page', url: 'https://docs.aws.amazon.com/', why: 'x' },
  { kind: 'words', text: 'x' },
];
const report = reportBy([
  check('network', 'dns', [finding('dns.none', 'fail', 'No.', remedies, 'ENOTFOUND')]),
  check('network', 'reach', [], { needs: ['dns'] }),
  check('programs', 'runtime', []),
]);

test('a report follows its published schema', () => {
  expect(schemaMistakes(schema, JSON.parse(JSON.stringify(reportDocument(report))))).toEqual([]);
  expect(schema.$defs.result.properties['area']?.enum).toEqual(areas);
});

test('the schema would notice', () => {
  expect(schemaMistakes(schema, { ...(reportDocument(report) as object), schema: 2 })).toEqual(['$.schema: not 1']);
  expect(schemaMistakes(schema, reportBy([check('network', 'dns', [finding('dns', 'fail', 'No.')])]))).toEqual([
    '$.results[0].code: dns is not ^[a-z0-9-]+\\.[a-z0-9-]+$',
  ]);
  expect(schemaMistakes(schema, report).join()).toContain('fits 0 of the shapes');
});

test('keys come in the order in which they are read', () => {
  expect(Object.keys(reportDocument(report) as object)).toEqual(['schema', 'lode', 'node', 'platform', 'assistant', 'region', 'account', 'results', 'counts']);
});

test('an edit names the keys it touches, without values', () => {
  const { results } = reportDocument(report) as { results: readonly { remedies: readonly unknown[] }[] };
  expect(results[0]?.remedies[1]).toEqual({ kind: 'edit', path: '/a.json', why: 'x', removed: ['apiKey'], added: [], changed: [] });
  expect(JSON.stringify(results)).not.toContain('canary');
});

test('every check has an id of its own, its codes begin with it, and it stands after those it needs', () => {
  const ids = checks.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [index, { id, needs, sentences }] of checks.entries()) {
    expect(needs.filter((need) => !ids.slice(0, index).includes(need))).toEqual([]);
    expect(Object.keys(sentences).filter((code) => !code.startsWith(`${id}.`) || !/^[a-z0-9-]+\.[a-z0-9-]+$/.test(code))).toEqual([]);
  }
});
