import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/doctor/check.ts';
import type { Remedy } from '../../../src/doctor/finding.ts';
import { countsLine, reportText, type TextStyle } from '../../../src/output/doctor-text.ts';
import { check, finding, reportBy } from './hand-made.ts';

const plain: TextStyle = { columns: 80, coloured: false, verbose: false, quiet: false };

const login: Remedy = { kind: 'command', words: ['lode', 'login', '--aws-profile', 'my work'], why: 'opens the page of your sign-in' };
const edit: Remedy = {
  kind: 'edit',
  path: '/home/ada/.claude/settings.json',
  before: '{\n  "env": {\n    "AWS_BEARER_TOKEN_BEDROCK": "very-secret-value",\n    "AWS_REGION": "us-east-1"\n  }\n}\n',
  after: '{\n  "env": {\n    "AWS_BEARER_TOKEN_BEDROCK": "very-secret-value"\n  }\n}\n',
  why: 'the region of the launch wins then',
};
const ill = reportBy([
  check('programs', 'runtime', [], { well: () => 'Node 24.21.0' }),
  check('programs', 'assistant', [], { well: () => 'Claude Code 2.1.329' }),
  check('settings', 'claude-settings', [
    finding('claude-settings.region', 'warn', 'AWS_REGION in /home/ada/.claude/settings.json says us-east-1, but the launch uses eu-west-1.', [edit]),
  ]),
  check('credentials', 'sign-in', [
    finding(
      'sign-in.over',
      'fail',
      'The sign-in of profile work ended at 14:02, and it cannot be renewed any more.',
      [login],
      'ExpiredTokenException: Session token not found or invalid',
    ),
  ]),
  check('credentials', 'identity', [], { needs: ['sign-in'] }),
  check('network', 'clock', [], { well: () => 'the clock is 0 s off' }),
  check('network', 'proxy', [
    finding('proxy.used', 'note', 'Calls go through a proxy.', [
      {
        kind: 'page',
        url: 'https://docs.aws.amazon.com/a-very-long-address/that-must-not-be-broken-because-it-is-copied.html',
        why: 'what the proxy must let through',
      },
    ]),
  ]),
  check('account', 'list', [], { needs: ['sign-in'] }),
  check('models', 'tiers', [], { needs: ['list'] }),
  check('models', 'small-model', [], { needs: ['list'] }),
]);

describe('a report as text', () => {
  test('at 80 columns, without colour', () => expect(reportText(ill, plain)).toMatchSnapshot());
  test('at 40 columns', () => expect(reportText(ill, { ...plain, columns: 40 })).toMatchSnapshot());
  test('with every check and its code', () => expect(reportText(ill, { ...plain, verbose: true })).toMatchSnapshot());
  test('with nothing but what is wrong', () => expect(reportText(ill, { ...plain, quiet: true })).toMatchSnapshot());

  test('says the same with colour', () => {
    const coloured = reportText(ill, { ...plain, coloured: true });
    expect(coloured).toContain('\u001B[31mFAIL\u001B[39m');
    expect(stripVTControlCharacters(coloured)).toBe(reportText(ill, plain));
  });

  test('has one line for each area when all is well, and nothing at all with --quiet', () => {
    const well = reportBy([
      check('programs', 'runtime', []),
      check('network', 'dns', [], { well: () => 'bedrock and sts in eu-west-1 answer' }),
      check('network', 'clock', []),
    ]);
    expect(reportText(well, plain)).toBe(
      'claude on Amazon Bedrock: account 111122223333, eu-west-1\n\nprograms      well: the runtime\nnetwork       well: bedrock and sts in eu-west-1 answer\n\nAll well: 3 checks.\n',
    );
    expect(reportText(well, { ...plain, quiet: true })).toBe('');
  });

  test('says once, at its end, what nobody asked for', () => {
    const unasked = { untried: 'no request was sent; ask for one with --probe', flag: '--probe' };
    const text = reportText(reportBy([check('models', 'list', []), check('models', 'answers', unasked), check('account', 'trial', unasked)]), plain);
    expect(text).toContain('models        well: the list\n\nAll well: 1 check.\nNot asked for: --probe (the answers), --probe (the trial)\n');
    expect(text).not.toContain('account\n');
  });

  test('says how many checks are well where no fact fits on the line', () => {
    const long = 'a fact that is longer than any line can be, because it names each and every host that answered';
    expect(reportText(reportBy([check('network', 'dns', [], { well: () => long }), check('network', 'tls', [], { well: () => long })]), plain)).toContain(
      'network       well: 2 checks\n',
    );
  });

  test('says the first fact of an area whole, on as many lines as it needs', () => {
    const long = 'bedrock, bedrock-runtime and sts in eu-west-1 answer, every one of them by way of a proxy';
    expect(reportText(reportBy([check('network', 'dns', [], { well: () => 'short' }), check('network', 'reach', [], { well: () => long })]), plain)).toContain(
      'network       well: bedrock, bedrock-runtime and sts in eu-west-1 answer, every\n              one of them by way of a proxy\n',
    );
  });

  test('shows no secret of a file that it would edit', () => expect(reportText(ill, { ...plain, verbose: true })).not.toContain('very-secret'));

  test('lets no text of a file move the cursor', () => {
    const hostile = reportBy([
      check('settings', 'x', [finding('x.y', 'fail', 'a\u001B[2Jb\u202Ec', [{ kind: 'command', words: ['rm', 'a\u001B]0;x\u0007'] }], 'p\rq')]),
    ]);
    expect(['\u001B', '\u202E', '\u0007', '\r'].filter((control) => reportText(hostile, plain).includes(control))).toEqual([]);
  });

  test('keeps to the width, but for words that cannot be broken and lines to copy', () => {
    const word = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
    const sentence = fc.array(word, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(sentence, sentence, fc.integer({ min: 40, max: 200 }), (says, proof, columns) => {
        const lines = reportText(reportBy([check('network', 'dns', [finding('dns.none', 'fail', says, [{ kind: 'words', text: says }], proof)])]), {
          ...plain,
          columns,
        }).split('\n');
        const first = lines.findIndex((line) => line.startsWith('First: '));
        expect(lines.slice(0, first).filter((line) => line.length > Math.max(columns, 58))).toEqual([]);
        expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(says);
      }),
    );
  });
});

describe('a remedy can be typed', () => {
  const line = (remedy: Remedy, platform: NodeJS.Platform = 'linux'): string =>
    reportText({ ...reportBy([check('network', 'dns', [finding('dns.none', 'fail', 'No.', [remedy])])]), platform }, plain)
      .split('\n')
      .find((one) => one.includes('do: ') || one.includes('see: '))
      ?.trim() ?? '';
  test.each<[string, Remedy, NodeJS.Platform, string]>([
    ['a command', { kind: 'command', words: ['lode', 'login', '--aws-profile', "ada's"] }, 'linux', String.raw`do: lode login --aws-profile 'ada'\''s'`],
    ['a command on Windows', { kind: 'command', words: ['lode', 'login', '--aws-profile', 'my work'] }, 'win32', 'do: lode login --aws-profile "my work"'],
    ['a mode', { kind: 'mode', path: '/home/ada/.aws/credentials', mode: 0o600, why: 'x' }, 'linux', 'do: chmod 600 /home/ada/.aws/credentials'],
    ['a removal', { kind: 'remove', path: '/home/ada/old file', why: 'x' }, 'linux', "do: rm '/home/ada/old file'"],
    ['a page', { kind: 'page', url: 'https://example.com/a', why: 'x' }, 'linux', 'see: https://example.com/a'],
    ['words', { kind: 'words', text: 'Ask whoever runs the proxy.' }, 'linux', 'do: Ask whoever runs the proxy.'],
    ['an edit', edit, 'linux', 'do: lode doctor --fix'],
  ])('%s', (_, remedy, platform, expected) => expect(line(remedy, platform)).toBe(expected));
});

test.each([
  [{ ok: 41, note: 0, warn: 0, fail: 0, skip: 0 }, 'All well: 41 checks.'],
  [{ ok: 1, note: 1, warn: 0, fail: 0, skip: 2 }, 'All well: 1 check, 1 note, 2 not tried.'],
  [{ ok: 30, note: 0, warn: 1, fail: 2, skip: 0 }, '2 failed, 1 warning, 30 well.'],
  [{ ok: 0, note: 2, warn: 2, fail: 0, skip: 1 }, '2 warnings, 2 notes, 1 not tried, 0 well.'],
])('counts %j', (counts, line) => expect(countsLine({ counts, results: [] })).toBe(line));

describe('what a launch depends on and could not be tried', () => {
  const untried = { untried: 'nobody answered' };
  const counted = (...checks: readonly Check[]): string => countsLine(reportBy([check('programs', 'runtime', []), ...checks]));
  test.each(['credentials', 'network', 'account', 'models'] as const)('is not well: %s', (area) =>
    expect(counted(check(area, 'x', untried))).toBe('Nothing is known to be wrong, but 1 check could not be tried (1 well).'),
  );
  test('is counted with the others', () =>
    expect(counted(check('network', 'x', untried), check('settings', 'y', untried), check('settings', 'z', [finding('z.z', 'note', 'So.')]))).toBe(
      'Nothing is known to be wrong, but 2 checks could not be tried (1 well, 1 note).',
    ));
  test('is not what nobody asked for', () => expect(counted(check('models', 'x', { ...untried, flag: '--probe' }))).toBe('All well: 1 check.'));
  test('does not hide what is wrong', () =>
    expect(counted(check('network', 'x', untried), check('settings', 'z', [finding('z.z', 'warn', 'So.')]))).toBe('1 warning, 1 not tried, 1 well.'));
});
