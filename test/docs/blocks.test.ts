import { describe, expect, test } from 'vitest';
import { blocksOf, oddFences, withLines, withoutBlocks } from '../../scripts/docs/blocks.ts';
import { linesOf, stepsOf } from '../../scripts/docs/transcript.ts';

const page = [
  '# A page',
  '',
  '<!-- not run: it is billed -->',
  '```sh',
  'npm run demo',
  '```',
  '* In a list:',
  '',
  '  ```yaml scene=work command="lode models export --for litellm" terminal',
  '  a:',
  '    - b',
  '  ```',
].join('\n');

describe('the blocks of a page', () => {
  test('each is found with its place, its type, its words and the comment above it', () => {
    const [first, second] = blocksOf('README.md', page);
    expect(first).toMatchObject({ file: 'README.md', line: 4, language: 'sh', note: 'not run: it is billed', lines: ['npm run demo'] });
    expect(second).toMatchObject({ line: 9, indent: '  ', language: 'yaml', note: undefined, lines: ['a:', '  - b'] });
    expect([...(second?.attributes ?? [])]).toEqual([
      ['scene', 'work'],
      ['command', 'lode models export --for litellm'],
      ['terminal', ''],
    ]);
  });

  test.each([['~~~sh'], ['> ```sh'], ['- ```sh'], ['1. ```sh'], ['\t```sh'], ['> > ~~~']])('a fence that would not be looked at is odd: %s', (fence) => {
    expect(oddFences(`text\n${fence}\nx`)).toEqual([2]);
  });

  test('fences within blocks are not, and a page can be had without its blocks', () => {
    expect(oddFences('````md\n~~~\n```\n````\n  ```sh\n  ```')).toEqual([]);
    expect(withoutBlocks('a\n````md\n```\n````\nb')).toEqual(['a', '', '', '', 'b']);
  });

  test('a longer fence holds shorter ones', () => {
    expect(blocksOf('a.md', '````md\n```sh\nx\n```\n````').map(({ lines }) => lines)).toEqual([['```sh', 'x', '```']]);
  });

  test('a block that is never closed runs to the end', () => {
    expect(blocksOf('a.md', '```sh\nx')).toMatchObject([{ lines: ['x'] }]);
  });

  test('other lines take the place of the old ones and keep the indent', () => {
    const block = blocksOf('README.md', page)[1];
    const anew = block === undefined ? '' : withLines(page, block, ['c: 1', '', 'd: 2', 'e: 3']);
    expect(anew.split('\n').slice(8)).toEqual([page.split('\n')[8], '  c: 1', '', '  d: 2', '  e: 3', '  ```']);
    expect(anew.split('\n').slice(0, 8)).toEqual(page.split('\n').slice(0, 8));
  });
});

describe('a transcript', () => {
  test('is commands, each with what stands below it', () => {
    const lines = ['$ lode status', 'identity x', '', '$ lode logout'];
    expect(stepsOf(lines)).toEqual([
      { command: 'lode status', shown: ['identity x', ''] },
      { command: 'lode logout', shown: [] },
    ]);
    expect(linesOf(stepsOf(lines) ?? [])).toEqual(lines);
  });

  test.each([[['out of nowhere', '$ lode']], [[]]])('that does not start with a command is none: %j', (lines) => expect(stepsOf(lines)).toBeUndefined());
});
