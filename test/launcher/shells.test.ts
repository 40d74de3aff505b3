import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { LodeError } from '../../src/errors.ts';
import { detectShell, isShellName, renderChanges, shellNames } from '../../src/launcher/shells/index.ts';
import type { ShellName } from '../../src/launcher/shells/index.ts';

/** Values that have broken somebody's quoting before. */
const hostile = [
  '',
  ' ',
  ' both ends ',
  "'",
  "''",
  "it's",
  '"',
  '\\',
  '\\\\',
  "\\'",
  'ends with \\',
  '$HOME ${x} $(id) `id`',
  '!! !x',
  '%PATH% %%',
  'a&b|c<d>e^f(g)',
  '-n',
  '--help',
  '=ls',
  '~',
  '~root/x',
  '*?[a]{b,c}',
  '#no remark',
  'a;b',
  'line\nbreak\n',
  '\ttab',
  'cr\rlf\r\n',
  'ü ‘curly’ ‚quotes‛ “double” 🦊',
  '\u0001\u001b[31m',
  "export X='1'; rm",
];

const programs: readonly (readonly [ShellName, readonly string[]])[] = [
  ['bash', ['bash', '-c', 'eval "$0"; printf "%s\\0" "${A-unset}" "${B-unset}"']],
  ['bash', ['sh', '-c', 'eval "$0"; printf "%s\\0" "${A-unset}" "${B-unset}"']],
  ['zsh', ['zsh', '-fc', 'eval "$0"; printf "%s\\0" "${A-unset}" "${B-unset}"']],
  ['zsh', ['zsh', '-f', '-o', 'rcquotes', '-c', 'eval "$0"; printf "%s\\0" "${A-unset}" "${B-unset}"']],
  ['fish', ['fish', '-N', '-c', 'eval $TEXT; printf "%s\\0" "$A"; set -q B; and printf "%s\\0" "$B"; or printf "unset\\0"']],
  ['powershell', ['pwsh', '-NoProfile', '-Command', 'Invoke-Expression $env:TEXT; "$env:A`0$($env:B ?? "unset")`0" | Write-Host -NoNewline']],
];

function isInstalled(program: string): boolean {
  return spawnSync(program, ['-c', 'exit 0'], { stdio: 'ignore' }).status === 0;
}

function valuesIn(words: readonly string[], shell: ShellName, value: string): readonly string[] {
  const text = renderChanges(shell, [
    { name: 'A', value },
    { name: 'B', value: null },
  ]);
  const [program = '', ...args] = words;
  const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TEXT: text, B: 'was set' };
  const withText = shell === 'bash' || shell === 'zsh' ? [...args, text] : args;
  // With a socket for stdin, bash takes itself for a remote shell and reads ~/.bashrc.
  const { stdout, stderr } = spawnSync(program, withText, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  expect(stderr).toBe('');
  return stdout.split('\0').slice(0, -1);
}

const anyValue = fc.string({ unit: fc.constantFrom(...'\'"\\$`!%&|<>^() \n\t-=~*#;{}[]aü‘🦊') });

describe.each(programs.filter(([, [program = '']]) => isInstalled(program)))('the text for %s, taken in by %j', (shell, words) => {
  test.each(hostile)('gives back %j', (value) => {
    expect(valuesIn(words, shell, value)).toEqual([value, 'unset']);
  });

  test('gives back any value', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(valuesIn(words, shell, value)).toEqual([value, 'unset']);
      }),
      { numRuns: 60 },
    );
  });
});

test('a .env file gives back every value that it can write, and refuses the others', () => {
  const check = (value: string): void => {
    let text: string;
    try {
      text = renderChanges('dotenv', [
        { name: 'A', value },
        { name: 'B', value: null },
      ]);
    } catch (error) {
      expect((error as LodeError).failure.code).toBe('shell.value');
      return;
    }
    expect(parseEnv(text)).toEqual({ A: value });
  };
  hostile.forEach(check);
  fc.assert(fc.property(anyValue, check));
});

test('JSON is one object, null for what is removed', () => {
  const changes = [...hostile.map((value, index) => ({ name: `V${index}`, value })), { name: 'GONE', value: null }];
  expect(JSON.parse(renderChanges('json', changes))).toEqual(Object.fromEntries(changes.map(({ name, value }) => [name, value])));
});

test.each<[ShellName, string | null, string]>([
  ['bash', 'us-east-1', 'export A=us-east-1\n'],
  ['zsh', "it's", "export A='it'\\''s'\n"],
  ['fish', "it's \\", "set -gx -- A 'it\\'s \\\\'\n"],
  ['fish', null, 'set -eg A\n'],
  ['powershell', "it's ‘so’ $x", "$env:A = 'it''s ‘‘so’’ $x'\n"],
  ['powershell', null, 'Remove-Item -LiteralPath Env:A -ErrorAction SilentlyContinue\n'],
  ['cmd', '100% "a" & b ^ !', 'set A=100%% ^"a^" ^& b ^^ ^!\n'],
  ['cmd', null, 'set A=\n'],
  ['dotenv', "it's", 'A="it\'s"\n'],
])('%s writes %j as it should', (shell, value, text) => {
  expect(renderChanges(shell, [{ name: 'A', value }])).toBe(text);
});

test('cmd.exe cannot have a line break, and the refusal does not say the value', () => {
  const attempt = (): string => renderChanges('cmd', [{ name: 'A', value: 'hidden\ncalc' }]);
  expect(attempt).toThrow('the value of A holds a line break, which cmd.exe cannot write.');
});

test.each(['A;id', '', 'A B', '1A', 'A=B', '$(id)', 'A\nB'])('the name %j is refused by every shell', (name) => {
  for (const shell of shellNames.filter((one) => one !== 'json')) expect(() => renderChanges(shell, [{ name, value: '' }])).toThrow(LodeError);
});

test.each<[Record<string, string>, ShellName]>([
  [{ SHELL: '/bin/bash' }, 'bash'],
  [{ SHELL: '/usr/bin/zsh' }, 'zsh'],
  [{ SHELL: '/opt/homebrew/bin/fish' }, 'fish'],
  [{ SHELL: '/bin/dash' }, 'bash'],
  [{ SHELL: '/usr/bin/pwsh' }, 'powershell'],
  [{ SHELL: 'C:\\Program Files\\Git\\usr\\bin\\bash.exe', ComSpec: 'cmd.exe' }, 'bash'],
  [{ ComSpec: 'cmd.exe', PSModulePath: 'x', PROMPT: '$P$G' }, 'cmd'],
  [{ ComSpec: 'cmd.exe', PSModulePath: 'x' }, 'powershell'],
  [{}, 'bash'],
])('%j means %s', (env, shell) => {
  expect(detectShell(env)).toBe(shell);
});

test('only known shells are shells', () => {
  expect(['bash', 'cmd', 'toString', 'tcsh'].filter(isShellName)).toEqual(['bash', 'cmd']);
});
