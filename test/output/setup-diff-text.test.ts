import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { belowHome, setupDiffText } from '../../src/output/setup-diff-text.ts';
import { setupUndoneText } from '../../src/output/setup-undone-text.ts';
import type { SetupEdit } from '../../src/setup/setup-edit.ts';

const place = { columns: 80, home: '/home/ada' };
const shown = (...edits: readonly SetupEdit[]): string => setupDiffText(edits, place);
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

test('every file is shown: where, whether it is new, what for, and its lines', () => {
  const text = shown(
    {
      path: '/home/ada/.aws/config',
      before: '[default]\r\nregion = us-east-1\r\n',
      after: '[default]\r\nregion = us-east-1\r\n\r\n[profile work]\r\nregion = eu-west-1\r\n',
      why: 'the profile work',
    },
    { path: '/home/ada/.config/lode/settings.json', before: undefined, after: json({ awsProfile: 'work', region: 'eu-west-1' }), why: 'what a launch uses' },
    {
      path: '/home/ada/.claude/settings.json',
      before: json({ model: 'opus', permissions: {}, theme: 'dark', z: 1 }),
      after: json({ model: 'sonnet', permissions: {}, theme: 'dark', z: 2 }),
      why: 'Claude Code in editors',
    },
    { path: '/etc/other', before: 'a\n', after: undefined, why: 'not needed any more' },
    { path: '/etc/same', before: 'a\n', after: 'a\n', why: 'nothing' },
  );
  expect(text).toMatchInlineSnapshot(`
    "
    ~/.aws/config (changed): the profile work
    +
    + [profile work]
    + region = eu-west-1

    ~/.config/lode/settings.json (new file): what a launch uses
    + {
    +   "awsProfile": "work",
    +   "region": "eu-west-1"
    + }

    ~/.claude/settings.json (changed): Claude Code in editors
      {
    -   "model": "opus",
    +   "model": "sonnet",
        "permissions": {},
        "theme": "dark",
    -   "z": 1
    +   "z": 2
      }

    /etc/other (removed): not needed any more
    - a
    "
  `);
});

describe('what may not be seen is hidden', () => {
  test.each<[string, string, string, string]>([
    [
      'in JSON, around a change too',
      '/home/ada/a.json',
      json({ AWS_BEARER_TOKEN_BEDROCK: 'canary', a: 1 }),
      json({ AWS_BEARER_TOKEN_BEDROCK: 'canary', a: 2 }),
    ],
    ['in an AWS file', '/home/ada/.aws/credentials', '', '[a]\naws_secret_access_key = canary\n'],
    ['in a shell file', '/home/ada/.bashrc', 'export API_TOKEN=canary-canary\n', 'export API_TOKEN=canary-canary2\n'],
  ])('%s', (_, path, before, after) => {
    const text = shown({ path, before, after, why: 'a test' });
    expect(text.split('\n').length).toBeGreaterThan(2);
    expect(text).not.toContain('canary');
  });

  test('what moves the cursor', () => {
    const text = shown({ path: '/home/ada/.bashrc', before: '', after: 'a\u001B[2Jb\n', why: 'a test' });
    expect(text).toContain('+ a?[2Jb');
  });
});

test('a long change is cut, with a count', () => {
  const after = Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join('');
  const lines = shown({ path: '/home/ada/a', before: undefined, after, why: 'a test' }).trimEnd().split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([32, '  … and 71 lines more']);
});

test('of a file that is lode’s own, only its length, and of the command for credentials its beginning', () => {
  expect(shown({ path: '/home/ada/a', before: undefined, after: 'b\nc\n', why: 'completion', isOwn: true })).toBe('\n~/a (new file, 2 lines): completion\n');
  const lines = shown({ path: '/home/ada/a', before: '', after: `"awsCredentialExport": "${'word '.repeat(60)}"\n`, why: 'x' })
    .trimEnd()
    .split('\n');
  expect([lines.length, lines.at(-1)?.endsWith(' …')]).toEqual([4, true]);
});

test('paths in a sentence begin with ~, but not in quotes or as parts of others', () => {
  const text = "/home/ada/.a, key b; mv '/home/ada/c d' /srv/home/ada/e";
  expect(belowHome(text, '/home/ada')).toBe("~/.a, key b; mv '/home/ada/c d' /srv/home/ada/e");
});

test('changes far from each other are shown apart', () => {
  const before = json(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`key${index}`, 0])));
  const after = before.replace('"key3": 0', '"key3": 1').replace('"key33": 0', '"key33": 1');
  expect(
    shown({ path: '/a.json', before, after, why: 'a test' })
      .split('\n')
      .filter((line) => !line.startsWith('   '))
      .slice(2),
  ).toEqual(['-   "key3": 0,', '+   "key3": 1,', '  …', '-   "key33": 0,', '+   "key33": 1,', '']);
});

test('no line is longer than the terminal, but for words that are', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '/', '"', '.'), minLength: 1, maxLength: 30 });
  const lines = fc
    .array(
      fc.array(word, { maxLength: 12 }).map((words) => `  ${words.join(' ')}\n`),
      { maxLength: 12 },
    )
    .map((all) => all.join(''));
  fc.assert(
    fc.property(lines, lines, fc.array(word, { maxLength: 20 }), (before, after, why) => {
      const text = shown({ path: '/home/ada/.bashrc', before, after, why: why.join(' ') });
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }),
  );
});

test('what is taken back is shown in the same way, and nothing of a file that goes', () => {
  const path = '/home/ada/.aws/sso/cache/a.json';
  expect(setupUndoneText({ kind: 'text', path, now: '{"accessToken":"canary"}', before: undefined }, place)).toBe('~/.aws/sso/cache/a.json (removed)\n');
  expect(setupUndoneText({ kind: 'text', path: '/home/ada/.bashrc', now: 'a\nb\n', before: 'a\n' }, place)).toBe('~/.bashrc\n- b\n');
});
