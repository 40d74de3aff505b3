import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checks } from '../../../src/doctor/checks/index.ts';
import { shellConflicts } from '../../../src/doctor/checks/shell-conflicts.ts';
import { examine } from '../../../src/doctor/report.ts';
import { lineDiff } from '../../../src/settings/line-diff.ts';
import type { FakeMachine } from '../../support/fake-system.ts';
import { json, lookAt, named, settingsFacts } from './look-at.ts';

const user = '/home/ada/.claude/settings.json';
const project = '/home/ada/project/.claude/settings.json';
const local = '/home/ada/project/.claude/settings.local.json';
const env = (variables: Readonly<Record<string, string>>): string => json({ env: variables });

describe('conflicts between shell, files and flags', () => {
  test.each<readonly [string, FakeMachine, readonly string[]]>([
    ['nothing says anything', {}, []],
    ['equal values are no conflict', { env: { AWS_REGION: 'eu-west-1' }, files: { [user]: env({ AWS_REGION: 'eu-west-1' }) } }, []],
    ['1 and true mean the same', { env: { CLAUDE_CODE_USE_BEDROCK: 'true' }, files: { [user]: env({ CLAUDE_CODE_USE_BEDROCK: '1' }) } }, []],
    [
      'T1: a file beats the shell',
      { env: { ANTHROPIC_MODEL: 'opus' }, files: { [user]: env({ ANTHROPIC_MODEL: 'sonnet' }) } },
      ['warn shell-conflicts.file-beats-shell'],
    ],
    ['blanks around one of two equal values are no conflict', { env: { AWS_REGION: 'eu-west-1' }, files: { [user]: env({ AWS_REGION: ' eu-west-1' }) } }, []],
    ['nor are they in the shell', { env: { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1 ' } }, []],
    ['T2: off in a project', { files: { [project]: env({ CLAUDE_CODE_USE_BEDROCK: 'false' }) } }, ['warn shell-conflicts.bedrock-off']],
    ['off in the shell is only a note, because lode switches it on', { env: { CLAUDE_CODE_USE_BEDROCK: '0' } }, ['note shell-conflicts.bedrock-off']],
    ['T2: a profile in the local file', { files: { [local]: env({ AWS_PROFILE: 'play' }) } }, ['warn shell-conflicts.project-profile']],
    ['the profile that lode uses anyhow is fine', { files: { [local]: env({ AWS_PROFILE: 'work' }) } }, []],
    [
      'two files differ',
      { files: { [local]: env({ ANTHROPIC_MODEL: 'opus' }), [user]: env({ ANTHROPIC_MODEL: 'sonnet' }) } },
      ['note shell-conflicts.file-beats-file'],
    ],
    ['a file says another region than lode uses', { files: { [user]: env({ AWS_REGION: 'us-east-1' }) } }, ['note shell-conflicts.lode-differs']],
    ['T8: AWS_DEFAULT_REGION alone', { env: { AWS_DEFAULT_REGION: 'eu-west-1' } }, ['note shell-conflicts.default-region-only']],
    ['both variables with one region', { env: { AWS_DEFAULT_REGION: 'eu-west-1', AWS_REGION: 'eu-west-1' } }, []],
    ['lode’s variable beats lode’s file', { env: { LODE_REGION: 'eu-north-1' } }, ['note shell-conflicts.setting-beaten']],
  ])('%s', async (_, machine, expected) => {
    expect(named(await lookAt(shellConflicts, machine))).toEqual(expected);
  });

  test('the winner is the strongest file: local before project before user', async () => {
    const files = { [local]: env({ AWS_REGION: 'eu-north-1' }), [project]: env({ AWS_REGION: 'eu-west-3' }), [user]: env({ AWS_REGION: 'us-east-1' }) };
    const [result] = await lookAt(shellConflicts, { env: { AWS_REGION: 'eu-west-1' }, files });
    expect(result?.sentence).toContain(`${local}, key env.AWS_REGION, says "eu-north-1" and beats AWS_REGION in your shell, "eu-west-1"`);
  });

  test('another API key in a file stops a launch with an API key', async () => {
    const key = { AWS_BEARER_TOKEN_BEDROCK: 'canary-of-the-shell' };
    const machine = {
      env: key,
      files: { '/home/ada/.config/lode/settings.json': '{ "region": "eu-west-1" }', [user]: env({ AWS_BEARER_TOKEN_BEDROCK: 'canary-of-the-file' }) },
    };
    const results = await lookAt(shellConflicts, machine);
    expect(named(results)).toEqual(['fail shell-conflicts.api-key']);
    expect(JSON.stringify(results)).not.toContain('canary');
  });
});

const mine = checks.filter(({ area }) => area === 'settings');
const names = [
  'AWS_REGION',
  'AWS_PROFILE',
  'AWS_BEARER_TOKEN_BEDROCK',
  'ANTHROPIC_MODEL',
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_BEDROCK_BASE_URL',
  'ANTHROPIC_CUSTOM_HEADERS',
  'CLAUDE_CODE_USE_BEDROCK',
  'MY_SECRET',
];
const scalar = fc.oneof(
  fc.constantFrom('', ' ', '0', '1', 'eu-west-1', '"quoted"', 'us.anthropic.claude-opus-5-5', 'https://u:canary@host/'),
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const anyFile = fc.oneof(
  fc.string(),
  fc
    .record(
      {
        env: fc.oneof(fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), scalar), scalar),
        model: scalar,
        awsAuthRefresh: scalar,
        modelOverrides: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
);

describe('whatever stands in a settings file', { timeout: 60_000 }, () => {
  test('the checks of settings never throw, and each finding has its sentence', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, anyFile, anyFile, fc.dictionary(fc.constantFrom(...names), fc.string()), async (one, two, three, shell) => {
        const files = { [user]: one, [local]: two, '/home/ada/.claude.json': three, '/home/ada/.claude/settings.local.json': one };
        const { results } = examine(mine, await settingsFacts({ env: shell, files }));
        for (const { sentence } of results) expect(sentence).not.toMatch(/undefined|\[object/);
      }),
      { numRuns: 150 },
    );
  });

  test('no secret of a file or the shell is in any finding, but for the texts of edits, which show it starred', async () => {
    const secret = 'canary-0123456789';
    const slots = {
      AWS_BEARER_TOKEN_BEDROCK: secret,
      ANTHROPIC_AUTH_TOKEN: secret,
      ANTHROPIC_API_KEY: secret,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: secret,
      ANTHROPIC_CUSTOM_HEADERS: `Authorization: ${secret}`,
      ANTHROPIC_BEDROCK_BASE_URL: `https://user:${secret}@gateway.example.com/`,
      HTTPS_PROXY: `http://user:${secret}@proxy`,
    };
    const text = json({ ...slots, env: slots, apiKeyHelper: `echo ${secret}`, awsCredentialExport: `print --token ${secret}` });
    const files = { [user]: text, [local]: text, [project]: text, '/home/ada/.claude.json': text, '/home/ada/.claude/settings.local.json': text };
    const { results } = examine(mine, await settingsFacts({ env: { ...slots, AWS_REGION: ' eu-west-1' }, files }));
    const shown = results.map((result) => ({ ...result, remedies: result.remedies.filter(({ kind }) => kind !== 'edit') }));
    expect(JSON.stringify(shown)).not.toContain(secret);
    const diffs = results.flatMap(({ remedies }) => remedies.flatMap((remedy) => (remedy.kind === 'edit' ? [lineDiff(remedy.before, remedy.after)] : [])));
    expect(diffs.join('\n')).not.toContain(secret);
    expect(results.length).toBeGreaterThan(10);
  });
});
