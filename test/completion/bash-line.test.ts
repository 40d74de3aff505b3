import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completionAnswer } from '../../src/completion/answer.ts';
import { readBashLine } from '../../src/completion/bash-line.ts';
import type { Wanted } from '../../src/completion/wanted.ts';

const breaks = ' \t\n"\'@><=;|&(:';
const plain = { quote: '', redirected: false };

test.each([
  ['lode ', { ...plain, words: ['lode', ''], kept: 0 }],
  ['lode  config\tse', { ...plain, words: ['lode', 'config', 'se'], kept: 0 }],
  ['lode --aws-profile my\\ pro', { ...plain, words: ['lode', '--aws-profile', 'my pro'], kept: 0 }],
  ['lode "my pro', { words: ['lode', 'my pro'], kept: 0, quote: '"', redirected: false }],
  ["lode 'a\\b", { words: ['lode', 'a\\b'], kept: 0, quote: "'", redirected: false }],
  ['lode "a\\$b\\c"', { ...plain, words: ['lode', 'a$b\\c'], kept: 5 }],
  ['lode --region="eu', { words: ['lode', '--region=eu'], kept: 9, quote: '"', redirected: false }],
  ['lode a:b\\:c', { ...plain, words: ['lode', 'a:b:c'], kept: 2 }],
  ['lode "" x', { ...plain, words: ['lode', '', 'x'], kept: 0 }],
  ['lode list 2>err 2>&1 --js', { ...plain, words: ['lode', 'list', '--js'], kept: 0 }],
  ['lode list >> fi', { words: ['lode', 'list', 'fi'], kept: 0, quote: '', redirected: true }],
  ['lode $(rm -r', { ...plain, words: ['lode', '$(rm', '-r'], kept: 0 }],
  ['lode a\\', { ...plain, words: ['lode', 'a'], kept: 0 }],
])('%j is read as bash reads it', (line, expected) => expect(readBashLine(line, breaks)).toEqual(expected));

const wanted: Wanted = { words: [], slot: { kind: 'profile' }, prefix: '', typed: '', given: new Map(), arguments: [] };

test.each(['', '"', "'"])('a name that was offered after %j is read back as itself', (quote) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', minLength: 1 }), (name) => {
      const line = readBashLine(`lode ${quote}`, breaks);
      const [, row] = completionAnswer('bash', line, wanted, [{ text: name }]).split('\n');
      // What a terminal cannot show is never offered, and in double quotes nothing with a sign that recalls history.
      fc.pre(row !== undefined && row !== '');
      const closed = quote !== '' && row.endsWith(quote) ? row : `${row}${quote}`;
      expect(readBashLine(`lode ${quote}${closed}`, breaks)).toMatchObject({ quote: '' });
      expect(readBashLine(`lode ${quote}${closed}`, breaks).words).toEqual(['lode', name]);
    }),
  );
});
