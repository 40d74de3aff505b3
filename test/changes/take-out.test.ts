import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editStep } from '../../src/changes/edit-step.ts';
import { withoutInserted } from '../../src/changes/take-out.ts';

const stanza = '# >>> lode\n[profile n]\nx = 1\n# <<< lode\n';

/** What is left of `now` when the edit from `before` to `after` is taken out. */
const takeOut = (path: string, before: string, after: string, now: string): string | undefined => withoutInserted(editStep(path, before, after, false), now);

describe('what was inserted is taken out of a file that changed since', () => {
  test.each<[string, string, string, string, string, string]>([
    ['with lines before it', 'config', '[a]\n', `[a]\n${stanza}`, `[z]\n[a]\n${stanza}`, '[z]\n[a]\n'],
    ['with a section behind it', 'config', '[a]\n', `[a]\n${stanza}`, `[a]\n${stanza}# note\n[z]\nk=1\n`, '[a]\n# note\n[z]\nk=1\n'],
    ['with lines behind it in a shell file', '.bashrc', 'a\n', 'a\n# >>> lode\nx\n# <<< lode\n', 'b\n# >>> lode\nx\n# <<< lode\nc\n', 'b\nc\n'],
    ['at two places', 'x', 'a\nb\n', '#1\na\n#2\nb\n', '#1\na\nz\n#2\nb\n', 'a\nz\nb\n'],
    ['with a section behind it, where the line before it had no end', 'config', 'r = 1', `r = 1\n\n${stanza}`, `r = 1\n\n${stanza}[z]\n`, 'r = 1\n[z]\n'],
    ['with nothing behind it, where the line before it had no end', '.bashrc', 'a', 'a\r\n#>>>\r\n', 'b\r\na\r\n#>>>\r\n', 'b\r\na'],
  ])('%s', (_, path, before, after, now, left) => expect(takeOut(path, before, after, now)).toBe(left));

  test('whatever is written before or behind it', () => {
    const other = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', 'é') });
    const isEnded = (text: string): boolean => text === '' || text.endsWith('\n');
    fc.assert(
      fc.property(other, other, (head, tail) => {
        const left = head + (isEnded(head) || tail === '' ? '' : '\n') + tail;
        expect(takeOut('x', 'a', 'a\n#>>>\n', `${head}\n#>>>\n${tail}`)).toBe(left);
      }),
    );
  });
});

describe('a file that changed since is left alone', () => {
  test.each<[string, string, string, string, string]>([
    ['when what was inserted is changed', 'config', '[a]\n', `[a]\n${stanza}`, `[a]\n${stanza.replace('1', '2')}`],
    ['when it is there twice', 'config', '[a]\n', `[a]\n${stanza}`, `[a]\n${stanza}${stanza}`],
    ['when it is there twice, one over the other', 'x', '', 'aba', 'ababa'],
    ['when keys were put below its section', 'config', '[a]\n', `[a]\n${stanza}`, `[a]\n${stanza}output = json\n`],
    ['when what came is a part of a line', 'x', 'eu\n', 'eu-prod\n', 'us-prod\n'],
    ['when what came stands within a line by now', 'x', 'a\n', 'a\nb\n', 'a\nab\n'],
    ['when something went for it', 'x', 'a\n', 'b\n', 'b\nc\n'],
    ['when only blanks came', 'x', 'a', 'a\n', 'b\n'],
  ])('%s', (_, path, before, after, now) => expect(takeOut(path, before, after, now)).toBe(undefined));
});
