import { describe, expect, test } from 'vitest';
import { LodeError } from '../../../src/errors.ts';
import { readClaudeWords } from '../../../src/launcher/claude/claude-words.ts';

const files: Readonly<Record<string, string>> = {
  '/w/mine.json': '{"model":"opus"}',
  '/abs/mine.json': '{"model":"haiku"}',
  '/w/broken.json': '{"model":}',
  '/w/list.json': '[]',
  '/w/commented.json': '{} // mine',
};

function read(...words: readonly string[]) {
  return readClaudeWords(words, (path) => files[path] ?? '', '/w');
}

function failure(...words: readonly string[]) {
  try {
    return read(...words);
  } catch (error) {
    if (error instanceof LodeError) return error.failure;
    throw error;
  }
}

describe('words that start no session pass straight through', () => {
  const commands = [
    'auth',
    'auto-mode',
    'config',
    'doctor',
    'gateway',
    'import',
    'install',
    'kill',
    'logs',
    'mcp',
    'migrate-installer',
    'plugin',
    'plugins',
    'purge',
    'rm',
    'setup-token',
    'stop',
    'uninstall',
    'update',
    'upgrade',
  ];
  test.each(commands)('%s', (command) => {
    expect(read(command, '--settings', '/nowhere', '--help')).toEqual({ kind: 'pass-through', why: `"claude ${command}" starts no session` });
  });

  test.each([
    [['--version'], '--version'],
    [['-v'], '-v'],
    [['--help'], '--help'],
    [['-h'], '-h'],
    [['-p', 'hello', '--help'], '--help'],
    [['--settings', '/nowhere', '--version'], '--version'],
  ])('%j', (words, flag) => {
    expect(read(...words)).toEqual({ kind: 'pass-through', why: `${flag} starts no session` });
  });
});

describe('words of a session stay as typed and in order', () => {
  test.each<[string, readonly string[]]>([
    ['none', []],
    ['a prompt', ['fix it']],
    ['options with values', ['-p', 'hello', '--output-format', 'json', '--max-turns=3']],
    ['a prompt that is a command word later on', ['-p', 'doctor']],
    ['a flag after --', ['-p', '--', '--version']],
    ['a second --', ['--', 'a', '--', 'b']],
    ['--settings after --', ['--', '--settings', 'mine.json']],
    ['--settings as the last word, which is Claude Code to refuse', ['-p', '--settings']],
    ['empty words', ['', '-p', '']],
    ['an option that begins like another', ['--settings-like', 'x', '--model-like=y']],
    ['sessions by their own commands', ['agents']],
  ])('%s', (_, words) => {
    expect(read(...words)).toMatchObject({ kind: 'session', rest: words });
    expect(read(...words)).not.toHaveProperty('settings');
  });

  test.each<[readonly string[], string | undefined]>([
    [['--model', 'opus'], 'opus'],
    [['--model=opus'], 'opus'],
    [['--model', 'opus', '--model', 'haiku'], 'haiku'],
    [['--', '--model', 'opus'], undefined],
    [['--model'], undefined],
  ])('%j: the model is %s, and the words keep it', (words, model) => {
    expect(read(...words)).toEqual({ kind: 'session', rest: words, model });
  });
});

describe('--settings is taken out and read', () => {
  test.each<[string, readonly string[], readonly string[], string, unknown]>([
    ['a file', ['--settings', 'mine.json', '-p'], ['-p'], '/w/mine.json', { model: 'opus' }],
    ['with =', ['-p', '--settings=mine.json'], ['-p'], '/w/mine.json', { model: 'opus' }],
    ['an absolute path', ['--settings', '/abs/mine.json'], [], '/abs/mine.json', { model: 'haiku' }],
    ['inline', ['--settings', '{"model":"x"}', 'go'], ['go'], '--settings (inline)', { model: 'x' }],
    ['inline with = and white space', ['--settings= {"model":"x"}'], [], '--settings (inline)', { model: 'x' }],
    [
      'twice: the last one, as Claude Code has it',
      ['--settings', 'mine.json', '-p', '--settings=/abs/mine.json'],
      ['-p'],
      '/abs/mine.json',
      { model: 'haiku' },
    ],
    ['before --', ['--settings', 'mine.json', '--', '--settings', 'x'], ['--', '--settings', 'x'], '/w/mine.json', { model: 'opus' }],
  ])('%s', (_, words, rest, from, value) => {
    expect(read(...words)).toEqual({ kind: 'session', rest, model: undefined, settings: { from, value } });
  });

  test.each<[string, readonly string[], string]>([
    ['not JSON', ['--settings', 'broken.json'], 'The --settings given to claude (/w/broken.json) is not a JSON object.'],
    ['a list', ['--settings', 'list.json'], 'The --settings given to claude (/w/list.json) is not a JSON object.'],
    ['with comments', ['--settings', 'commented.json'], 'The --settings given to claude (/w/commented.json) is not a JSON object.'],
    ['broken inline', ['--settings', '{"model":'], 'The --settings given to claude inline is not a JSON object.'],
  ])('refused: %s', (_, words, message) => {
    expect(failure(...words)).toEqual({
      code: 'claude.settings-word',
      exit: 'usage',
      message,
      hints: ['Claude Code reads strict JSON there: no comments, no trailing commas.'],
    });
  });
});
