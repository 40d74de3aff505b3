import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explain } from '../../src/gates/explain.ts';
import { knownSentences } from '../../src/gates/explain-known.ts';
import { gateIds } from '../../src/gates/gate-of.ts';
import type { GateId } from '../../src/gates/gate.ts';
import { catalogueRow } from './errors-page.ts';

/** Gates that words alone do not tell from another: more facts than the text has are needed. */
const alike: Readonly<Partial<Record<GateId, GateId>>> = { 'zero-quota': 'tpm', 'early-profile': 'capacity' };
const known = Object.entries(knownSentences) as readonly (readonly [Exclude<GateId, 'unknown'>, readonly string[]])[];

test('every gate has its words', () => {
  expect(known.map(([id]) => id).toSorted()).toEqual([...gateIds].filter((id) => id !== 'unknown').toSorted());
});

test.each(known.flatMap(([id, sentences]) => sentences.map((sentence) => [id, sentence] as const)))('%s is known by: %s', (id, sentence) => {
  expect(explain(sentence).explained.map(({ gates }) => gates[0]?.id)).toEqual([alike[id] ?? id]);
});

const page = readFileSync('docs/errors.md', 'utf8');

test.each(known)('docs/errors.md has the row of %s', (id) => {
  expect(page).toContain(`${catalogueRow(id)}\n`);
});

test('docs/errors.md has no row of a gate that is gone', () => {
  const section = page.slice(page.indexOf('## The catalogue'), page.indexOf('## ', page.indexOf('## The catalogue') + 3));
  const ids = [...section.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id]) => id);
  expect(ids).toEqual(known.map(([id]) => id));
});

test('docs/errors.md names tests that exist', () => {
  const named = [...page.matchAll(/`(test\/[\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(20);
  for (const file of named) expect(() => readFileSync(file), file).not.toThrow();
});

test('docs/errors.md says of each of the thirty complaints what is done, and names a test that holds it', () => {
  const rows = [...page.matchAll(/^\| (\d+) \| (.*) \| (.*) \| (.*) \|$/gm)].map(([, ...cells]) => cells);
  expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  for (const [number, trouble, what, tests] of rows) {
    expect(
      [trouble, what].every((cell) => /\w/.test(cell ?? '')),
      `complaint ${number}`,
    ).toBe(true);
    expect(tests, `complaint ${number}`).toMatch(/^`test\/[\w./-]+\.test\.ts`(?:, `test\/[\w./-]+\.test\.ts`)*$/);
  }
});
