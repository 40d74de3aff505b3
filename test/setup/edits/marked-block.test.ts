import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBlock, withBlock } from '../../../src/setup/edits/marked-block.ts';

function put(text: string, ...lines: readonly string[]): string {
  const there = findBlock(text);
  if (there.kind === 'broken') throw new Error(`broken: ${JSON.stringify(text)}`);
  return withBlock(text, there, lines);
}

const block = put('', 'one');

describe('a block in a start-up file', () => {
  test('looks like this', () => {
    expect(block).toBe('# >>> lode setup >>>\n# Written by lode setup; take it out with: lode setup --undo\none\n# <<< lode setup <<<\n');
  });

  test.each<[string, string, string]>([
    ['an empty file', '', block],
    ['a byte order mark alone', '\uFEFF', `\uFEFF${block}`],
    ['after a blank line', 'export A=b\n', `export A=b\n\n${block}`],
    ['where the last line has no end', 'export A=b', `export A=b\n\n${block}`],
    ['after Windows line ends, with its own', 'a\r\n', `a\r\n\n${block}`],
    ['in its place, with what comes after', `a\n${block.replace('one', 'two')}b`, `a\n${block}b`],
    ['in its place, whatever line ends it was given', `${block.replaceAll('\n', '\r\n')}b\r\n`, `${block}b\r\n`],
    ['in its place, where its last line has no end', block.trimEnd(), block],
    ['beside a text that only speaks of it', '# no # >>> lode setup >>> here\n', `# no # >>> lode setup >>> here\n\n${block}`],
  ])('%s', (_, before, after) => expect(put(before, 'one')).toBe(after));

  test.each<[string, string]>([
    ['there twice', block + block],
    ['without its end', block.replace('# <<< lode setup <<<\n', '')],
    ['without its beginning', block.replace('# >>> lode setup >>>\n', '')],
    ['with its ends the wrong way round', '# <<< lode setup <<<\n# >>> lode setup >>>\n'],
  ])('%s: nobody can say what belongs to it', (_, text) => expect(findBlock(text)).toEqual({ kind: 'broken' }));

  test('leaves every other byte in its place, and is there once', () => {
    const text = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\r\n', '\r', '')), { maxLength: 6 }).map((all) => all.flat().join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const once = put(before, 'one');
        expect(once.startsWith(before)).toBe(true);
        const twice = put(once + after, 'two', 'three');
        expect(twice.startsWith(before) && twice.endsWith(after)).toBe(true);
        expect(twice.split('# >>> lode setup >>>')).toHaveLength(2);
      }),
    );
  });
});
