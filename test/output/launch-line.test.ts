import { expect, test } from 'vitest';
import { launchLine } from '../../src/output/launch-line.ts';

const long = 'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/a-name-that-never-seems-to-end';

test.each([
  ['what fits stays on one line', ['lode: profile work · eu-west-1 · small haiku']],
  ['what does not is broken between its parts', ['lode: profile work · eu-west-1 · eu.anthropic.claude-opus-5-5', '    · credentials until 12:00 (in 1 h)']],
  ['a part that is too long by itself stays whole', ['lode: profile work', `    · ${long}`, '    · small haiku']],
])('%s', (_, lines) => {
  expect(launchLine(lines.map((line) => line.trim()).join(' '))).toBe(`${lines.join('\n')}\n`);
});
