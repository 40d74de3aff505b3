import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = readdirSync('src/models')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(`src/models/${file}`, 'utf8') }));

/** Ways to join a geography and a base ID into something that looks like a profile ID. */
const joins = [
  /\$\{[^}]*\}\.?anthropic\b/,
  /anthropic\.\$\{/,
  /['"`]\.?anthropic\.['"`]\s*\+/,
  /\+\s*['"`]\.?anthropic/,
  /\$\{[^}]*\}\.\$\{[^}]*baseId\}/,
  /\$\{(prefix|geography)\}\.\$\{/,
];

test.each(sources)('$file joins no prefix and base ID', ({ text }) => {
  expect(joins.filter((join) => join.test(text))).toEqual([]);
});

test.each(['`${prefix}.anthropic.claude`', '`anthropic.${name}`', "prefix + '.anthropic.'", '`${geography}.${model.baseId}`'])('the check sees %s', (text) => {
  expect(joins.some((join) => join.test(text))).toBe(true);
});
