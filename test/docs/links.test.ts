import { describe, expect, test } from 'vitest';
import { anchorsOf, deadLinks } from '../../scripts/docs/links.ts';

describe('the anchors of headings are those of GitHub', () => {
  test.each([
    ['# lode doctor', 'lode-doctor'],
    ['## Sources, and how each is renewed', 'sources-and-how-each-is-renewed'],
    ['## `aws login`', 'aws-login'],
    ['## --fix and --undo', '--fix-and---undo'],
    ['## [Settings](settings.md) first', 'settings-first'],
    ['## Not logged in · Please run /login', 'not-logged-in--please-run-login'],
  ])('%s', (heading, anchor) => expect([...anchorsOf(`${heading}\n`)]).toEqual([anchor]));

  test('a repeated heading is numbered, and one within a block is none', () => {
    expect([...anchorsOf('# Twice\n## Twice\n```sh\n# not one\n```\n')]).toEqual(['twice', 'twice-1']);
  });
});

describe('links', () => {
  const files: Readonly<Record<string, string>> = { 'README.md': '# lode\n', 'docs/a.md': '# A\n## Part two\n', 'schema/x.json': '' };
  const dead = (file: string, text: string): readonly string[] => deadLinks(file, text, (path) => files[path]).map(({ line, target }) => `${line} ${target}`);

  test.each([
    ['to a page', 'README.md', '[a](docs/a.md)'],
    ['to a heading of another page', 'README.md', '[a](docs/a.md#part-two)'],
    ['up and down again', 'docs/a.md', '[x](../schema/x.json)'],
    ['by a name', 'README.md', '[a][page], [page][]\n\n[page]: docs/a.md#part-two'],
    ['to the network', 'docs/a.md', '[x](https://example.com/nowhere)'],
    ['in backquotes, which is none', 'docs/a.md', '`[x](nowhere.md)`'],
    ['within a block, which is none', 'docs/a.md', '```text\n[x](nowhere.md)\n```'],
  ])('that lead somewhere: %s', (_, file, text) => expect(dead(file, text)).toEqual([]));

  test.each([
    ['a page that is not there', 'see [b](docs/b.md)', '1 docs/b.md'],
    ['a heading that is not there', '\n[a](docs/a.md#part-three)', '2 docs/a.md#part-three'],
    ['a heading of the page itself', '[up](#nowhere)', '1 #nowhere'],
    ['a name that is not there', '[a][page]', '1 [page]'],
    ['a name of nowhere', '[a][page]\n\n[page]: docs/b.md', '3 docs/b.md'],
    ['a picture', '<img src="docs/images/gone.svg" alt="">', '1 docs/images/gone.svg'],
  ])('that lead nowhere: %s', (_, text, told) => expect(dead('README.md', text)).toEqual([told]));
});
