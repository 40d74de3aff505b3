import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIniSections } from '../../../src/auth/ini-sections.ts';
import { processWord } from '../../../src/auth/installed-profile/process-word.ts';

const python = ((): boolean => {
  try {
    return execFileSync('python3', ['-c', 'print(1)'], { encoding: 'utf8' }) === '1\n';
  } catch {
    return false;
  }
})();
if (!python) console.log('python3 is missing here: words are not compared with the AWS CLI’s own splitting');

const word = fc
  .oneof(
    { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...'ab/ \t\'"\\$`!#;%&|<>()*?~=[]{}é☃') }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
  )
  // A path or name with a line break is refused before, and no path holds a NUL.
  .filter((text) => text !== '' && !/[\r\n\0]/.test(text) && Buffer.from(text).toString() === text);
const lines = fc.sample(fc.array(word, { minLength: 1, maxLength: 4 }), 300);
const quoted = lines.map((words) => words.map((each) => processWord('linux', each)).join(' '));

describe('a word of a credential_process line', () => {
  test.each<[string, string, string]>([
    ['a plain path is left alone', '/usr/local/bin/node', '/usr/local/bin/node'],
    ['spaces', '/home/ada/my tools/lode.js', '"/home/ada/my tools/lode.js"'],
    ['letters beyond ASCII', '/home/zoë/lode.js', '"/home/zoë/lode.js"'],
    ['what a shell would replace', '/opt/$HOME/`id`', "'/opt/$HOME/`id`'"],
    ['both quotes', `it's "it"`, `'it'"'"'s "it"'`],
    ['what a file reader takes for a comment', 'a #b ;c', "'a ''#b '';c'"],
    ['a number sign with nothing before it', '/a#b', '"/a#b"'],
  ])('%s', (_, text, expected) => expect(processWord('linux', text)).toBe(expected));

  test('Windows takes double quotes', () => {
    expect(processWord('win32', 'C:\\Program Files\\node.exe')).toBe('"C:\\Program Files\\node.exe"');
    expect(processWord('win32', 'credentials')).toBe('credentials');
  });

  test('a shell reads what was meant', () => {
    const script = quoted.map((line) => `printf '%s\\0' ${line}; printf '\\n\\0'`).join('\n');
    const read = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { HOME: '/nowhere' } });
    expect(
      read
        .split('\n\0')
        .slice(0, -1)
        .map((part) => part.split('\0').slice(0, -1)),
    ).toEqual(lines);
  });

  test.runIf(python)('shlex, by which the AWS CLI splits, reads what was meant', () => {
    const program = 'import json, shlex, sys; print(json.dumps([shlex.split(line) for line in json.load(sys.stdin)]))';
    const read = execFileSync('python3', ['-X', 'utf8', '-c', program], { encoding: 'utf8', input: JSON.stringify(quoted) });
    expect(JSON.parse(read)).toEqual(lines);
  });

  test('the reader of AWS files keeps the line whole', () => {
    const text = quoted.map((line, index) => `[profile p${index}]\ncredential_process = ${line}\n`).join('');
    expect(parseIniSections(text).sections.map(({ keys }) => keys.get('credential_process'))).toEqual(quoted);
  });
});
