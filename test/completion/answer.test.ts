import { expect, test } from 'vitest';
import { completionAnswer } from '../../src/completion/answer.ts';
import type { CompletionShell } from '../../src/completion/completion-shells.ts';
import { readTypedLine, wordsAfterName } from '../../src/completion/typed-line.ts';
import type { Wanted } from '../../src/completion/wanted.ts';

const wanted: Wanted = { words: [], slot: { kind: 'profile' }, prefix: '', typed: '', given: new Map(), arguments: [] };
const lineOf = (shell: CompletionShell, word: string) => readTypedLine(shell, shell === 'bash' ? [`lode ${word}`, ''] : ['lode', word]);
const answer = (shell: CompletionShell, rows: readonly { text: string; about?: string }[], more: Partial<Wanted> = {}): string =>
  completionAnswer(shell, lineOf(shell, ''), { ...wanted, ...more }, rows);

test.each([
  ['bash', "words\na\\ b\nit\\'s\n"],
  ['zsh', "words\na b\ta b   -- two words\nit's\tit's\n"],
  ['fish', "words\na b\ttwo words\nit's\n"],
  ['powershell', "words\n'a%20b' a%20b two%20words\n'it''s' it's it's\n"],
] as const)('%s is told rows in its own form', (shell, expected) => {
  expect(answer(shell, [{ text: 'a b', about: 'two words' }, { text: "it's" }])).toBe(expected);
});

test.each([
  ['a line feed', 'a\nb'],
  ['a tab', 'a\tb'],
  ['an escape', 'a\u001b[2Jb'],
  ['a sign that turns the direction of writing', 'a\u202Eb'],
  ['nothing', ''],
])('a name with %s is not offered', (_, text) => expect(answer('fish', [{ text }, { text: 'plain' }])).toBe('words\nplain\n'));

test('what is said of a word is one short line, whatever it was', () => {
  const [, row = ''] = answer('fish', [{ text: 'x', about: `one\n\u001b[31mtwo\tthree ${'long '.repeat(40)}` }]).split('\n');
  expect(row).toMatch(/^x\tone \[31mtwo three (long )+.*…$/);
  expect(row.length).toBe(102);
});

test('a thousand rows are enough, of those that begin as the word does', () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => ({ text: index % 2 === 0 ? `even${index}` : `odd${index}`, about: 'x' }));
  const shown = completionAnswer('zsh', lineOf('zsh', 'odd'), { ...wanted, typed: 'odd' }, rows).split('\n');
  expect([shown.length, shown.slice(1, -1).every((row) => row.startsWith('odd'))]).toEqual([1002, true]);
});

test.each([
  ['files', {}, 'files\n'],
  ['files', { prefix: '--log=' }, 'flag-files\n'],
  ['commands', {}, 'commands\n'],
  ['nothing', {}, 'words\n'],
] as const)('of %s with %j the shell is told %j', (kind, more, expected) => expect(answer('zsh', [], { slot: { kind }, ...more })).toBe(expected));

test.each([
  ['bash', 'words\nbeta\n'],
  ['powershell', 'words\nbeta beta beta\n'],
  ['zsh', 'words\nalpha\talpha\nbeta\tbeta\n'],
  ['fish', 'words\nalpha\nbeta\n'],
] as const)('%s gets what it would not sort out itself', (shell, expected) => {
  const line = lineOf(shell, shell === 'powershell' ? '=b' : 'b');
  expect(completionAnswer(shell, line, wanted, [{ text: 'alpha' }, { text: 'beta' }])).toBe(expected);
});

test('a value keeps its flag before it, and a word is offered once', () => {
  expect(answer('fish', [{ text: 'eu' }, { text: 'eu', about: 'again' }], { prefix: '--geography=' })).toBe('words\n--geography=eu\n');
});

test.each([
  ['fish', ['lode', 'my profile', '"my pro'], ['my profile', 'my pro']],
  ['fish', ['AWS_PROFILE=x', 'lode', ''], ['']],
  ['zsh', ['lode', 'config', ''], ['config', '']],
  ['bash', ['A=1 lode config ', ' '], ['config', '']],
  ['powershell', ['=lode', '=a%22b', "='my%20pro"], ['a"b', 'my pro']],
  ['powershell', ['=lode', '=%E0%A4%A'], ['']],
  ['zsh', ['lode'], []],
] as const)('%s hands over %j, which says %j', (shell, words, expected) => expect(wordsAfterName(readTypedLine(shell, words))).toEqual(expected));
