import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitCommand } from '../../../src/auth/helper/split-command.ts';

function split(line: string, platform: NodeJS.Platform = 'linux'): unknown {
  const command = splitCommand(line, platform);
  return command.kind === 'words' ? command.words : command.kind === 'wrong' ? command.why : command.kind;
}

describe('plain words and quotes are split', () => {
  test.each<[string, readonly string[]]>([
    ['get', ['get']],
    ['  get\t--as  json ', ['get', '--as', 'json']],
    ['"/opt/my tools/get" --it', ['/opt/my tools/get', '--it']],
    ['get \'a b\' "c d"', ['get', 'a b', 'c d']],
    ['get a"b c"d', ['get', 'ab cd']],
    ['get \'\' ""', ['get', '', '']],
    ['get \'say "hi"\'', ['get', 'say "hi"']],
    ['get "a \\"b\\" \\\\ \\n"', ['get', 'a "b" \\ \\n']],
    ['get a\\ b \\$HOME \\*', ['get', 'a b', '$HOME', '*']],
    ["get '$HOME; rm -rf `x`'", ['get', '$HOME; rm -rf `x`']],
    ['get --as=json key=value', ['get', '--as=json', 'key=value']],
    ['get a#b', ['get', 'a#b']],
    ['größe ü日本', ['größe', 'ü日本']],
  ])('%j', (line, words) => {
    expect(split(line)).toEqual(words);
  });
});

describe('a line that needs a shell goes to one', () => {
  test.each([
    'get $HOME',
    'get "$HOME/x"',
    'get `whoami`',
    'get "`whoami`"',
    'get; get',
    'get | jq .',
    'get && get',
    'get > out',
    'get < in',
    '(get)',
    '~/bin/get',
    'get *.json',
    'get a?',
    'get [ab]',
    'get {a,b}',
    'get\nget',
    'get a\\',
    'get "a\\\nb"',
    'PROFILE=work get',
    'exec get',
    '. ./get.sh',
    'get a # as the team does',
    '"$(echo "it\'s")"',
  ])('%j', (line) => {
    expect(split(line)).toBe('shell');
  });

  test('on Windows each does', () => {
    expect(split('C:\\tools\\get.exe --it', 'win32')).toBe('shell');
  });
});

describe('a line that is none is refused', () => {
  test.each([
    ['', 'its command is empty'],
    [' \t', 'its command is empty'],
    ['get "a', 'a quote in its command is never closed'],
    ["get 'a", 'a quote in its command is never closed'],
    ["it's", 'a quote in its command is never closed'],
  ])('%j: %s', (line, why) => {
    expect(split(line)).toBe(why);
  });
});

const sign = fc.constantFrom(
  'a',
  'b',
  ' ',
  ' ',
  '\t',
  "'",
  "'",
  '"',
  '"',
  '\\',
  '#',
  '=',
  '-',
  '/',
  '.',
  'ü',
  '%',
  '!',
  '{',
  '}',
  ',',
  ']',
  '^',
  '$',
  ';',
  '\n',
);
const lines = fc.sample(
  fc.array(sign, { maxLength: 14 }).map((signs) => `get ${signs.join('')}`),
  3000,
);
const splitLines = lines.map((line) => ({ line, command: splitCommand(line, 'linux') }));
const inWords = splitLines.flatMap(({ line, command }) => (command.kind === 'words' ? [{ line, words: command.words }] : []));

const python = spawnSync('python3', ['-c', 'import shlex']).status === 0;
if (!python) console.warn('not compared with shlex: there is no python3 here');

test.runIf(python)('what is split is split as Python splits it, and what is refused Python refuses', () => {
  const script = `
import json, shlex, sys
def words(line):
    try:
        return shlex.split(line)
    except ValueError:
        return None
print(json.dumps([words(line) for line in json.load(sys.stdin)]))`;
  const judged = splitLines.filter(({ command }) => command.kind !== 'shell');
  const input = JSON.stringify(judged.map(({ line }) => line));
  const answers = JSON.parse(execFileSync('python3', ['-c', script], { input, encoding: 'utf8' })) as unknown[];
  expect(judged.length).toBeGreaterThan(500);
  expect(judged.map(({ line, command }) => [line, command.kind === 'words' ? command.words : null])).toEqual(
    judged.map(({ line }, index) => [line, answers[index]]),
  );
});

test.skipIf(process.platform === 'win32')('what is split is split as a shell splits it', () => {
  const show = 'get() { printf "%s\\0" "$@"; printf "\\n\\n\\0"; }';
  const stdout = execFileSync('sh', [], { input: [show, ...inWords.map(({ line }) => line)].join('\n'), encoding: 'utf8' });
  const expected = inWords.map(({ words }) => [...words.slice(1), '\n\n', ''].join('\0'));
  expect(inWords.length).toBeGreaterThan(300);
  // printf without words prints one empty one.
  expect(stdout).toBe(expected.map((text) => (text === '\n\n\0' ? `\0${text}` : text)).join(''));
});
