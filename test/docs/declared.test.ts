import { describe, expect, test } from 'vitest';
import { withoutBlocks } from '../../scripts/docs/blocks.ts';
import { declaredTree } from '../../scripts/docs/declared-tree.ts';
import { hasFlag, undeclared } from '../../scripts/docs/declared.ts';
import { commandsIn, quoted } from '../../scripts/docs/mentions.ts';

const tree = declaredTree();

describe('commands, flags and values that a page names', () => {
  test.each([
    'lode claude --anything goes',
    'lode help config set',
    'lode -e work models list --all-regions --json',
    'lode --region eu-west-1 ask "what is --this?"',
    'lode ask hello | other --flag',
    'lode models list # --comment',
    'lode --region=eu-west-1 models list',
    'lode policy opus --for invoke,discovery',
    'lode policy check opus',
    'lode sandbox -- sh',
    'lode sandbox claude --print',
    'lode env --shell fish',
    'lode env --shell SHELL',
    'lode setup --source profile|sso',
    'lode config set environments.work.region eu-west-1',
    'lode config set KEY VALUE',
    'lode refresh --install',
  ])('are there: %s', (line) => expect(undeclared(line, tree)).toBeUndefined());

  test.each([
    ['lode modles', 'there is no command lode modles'],
    ['lode models lsit', 'there is no command lode models lsit'],
    ['lode models list --every-region', 'lode models list has no flag --every-region'],
    ['lode --regoin eu-west-1 claude', 'lode has no flag --regoin'],
    ['lode env --shell tcsh', '--shell has no value tcsh'],
    ['lode completion tcsh', 'lode completion takes no tcsh'],
    ['lode credentials --format=json', '--format has no value json'],
    ['lode setup --source profile|keys', '--source has no value profile|keys'],
    ['lode config get regoin', 'lode config get takes no regoin'],
    ['lode config set environments.work.regoin x', 'lode config set takes no environments.work.regoin'],
  ])('are not: %s', (line, told) => expect(undeclared(line, tree)).toBe(told));

  test('a flag by itself is one of some command', () => {
    expect(['--region', '--all-regions', '--undo', '--every-region'].map((flag) => hasFlag(tree, flag))).toEqual([true, true, true, false]);
  });

  test('are found in backquotes, tables and ends of lines included, and not in blocks', () => {
    const page = ['see `lode status`', '| `lode a \\| b` | `other` |', 'and `lode', 'config path`, not', '', '```sh', '`x`', '```', '`last'].join('\n');
    expect(quoted(withoutBlocks(page).join('\n'))).toEqual([
      { line: 1, words: 'lode status' },
      { line: 2, words: 'lode a | b' },
      { line: 2, words: 'other' },
      { line: 3, words: 'lode config path' },
    ]);
  });

  test.each([
    ['lode status', ['lode status']],
    ['X=1 Y=2 lode status --json', ['lode status --json']],
    ['eval "$(lode env --shell bash)"', ['lode env --shell bash']],
    ['true && lode a; lode b | lode c', ['lode a', 'lode b', 'lode c']],
    ['lode ask "a | b" -q', ['lode ask "a | b" -q']],
    ['npm run lode status', []],
  ])('are found where a shell would run them: %s', (line, commands) => expect(commandsIn(line)).toEqual(commands));
});
