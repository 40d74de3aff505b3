import { describe, expect, test } from 'vitest';
import type { Declared } from '../../scripts/docs/declared.ts';
import { mentions, readHelp, undeclared } from '../../scripts/docs/declared.ts';

const help = `Usage: lode sandbox [options] [command...]

Options:
  --print-env           print the variables, not --keep-home
  --port <port>         listen on this port
  -e, --environment NAME  use a named one
  -h, --help            show this help

Commands:
  list [options]        what there is, and what
                        comes after
  rm|delete <name>      take one away
  help [command]        display help for command

Assistants: claude
`;

test('help tells whether a command takes words beside its commands', () => {
  expect(readHelp('Usage: lode policy [options] [command] [model...]\n').takesWords).toBe(true);
  expect(readHelp('Usage: lode config [options] [command]\n').takesWords).toBeUndefined();
});

test('help is read by its columns', () => {
  expect(readHelp(help)).toEqual({
    flags: ['--print-env', '--port', '-e', '--environment', '-h', '--help'],
    valued: ['--port', '-e', '--environment'],
    commands: ['list', 'rm', 'delete'],
  });
});

const leaf = (...flags: string[]): Declared => ({ flags: new Set(flags), valued: new Set(), commands: new Map() });
const models: Declared = { ...leaf(), commands: new Map([['list', leaf('--all-regions')]]) };
const root: Declared = {
  flags: new Set(['--json', '--region', '-e']),
  valued: new Set(['--region', '-e']),
  commands: new Map([
    ['models', models],
    ['ask', leaf()],
    ['policy', { ...leaf(), valued: new Set(['--for']), flags: new Set(['--for']), commands: new Map([['check', leaf()]]), takesWords: true }],
  ]),
};
const trouble = (line: string): string | undefined => undeclared(line, root, new Set(['claude']));

describe('commands and flags that a page names', () => {
  test.each([
    'lode claude --anything goes',
    'lode -e work models list --all-regions --json',
    'lode --region eu-west-1 ask "what is --this?"',
    'lode ask hello | other --flag',
    'lode models list # --comment',
    'lode --region=eu-west-1 models list',
    'lode policy opus --for invoke,discovery',
    'lode policy check opus',
  ])('are there: %s', (line) => expect(trouble(line)).toBeUndefined());

  test.each([
    ['lode modles', 'there is no command lode modles'],
    ['lode models lsit', 'there is no command lode models lsit'],
    ['lode models list --every-region', 'lode models list has no flag --every-region'],
    ['lode --regoin eu-west-1 claude', 'lode has no flag --regoin'],
  ])('are not: %s', (line, told) => expect(trouble(line)).toBe(told));

  test('are found in backquotes, tables included', () => {
    expect(mentions('see `lode status`\n| `lode a \\| b` | `other` |')).toEqual([
      { line: 1, words: 'lode status' },
      { line: 2, words: 'lode a | b' },
    ]);
  });
});
