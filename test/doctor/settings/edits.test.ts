import { describe, expect, test } from 'vitest';
import { checks } from '../../../src/doctor/checks/index.ts';
import { gateway } from '../../../src/doctor/checks/gateway.ts';
import { examine, type Result } from '../../../src/doctor/report.ts';
import { seen } from '../../../src/doctor/look.ts';
import type { FakeMachine } from '../../support/fake-system.ts';
import { json, lookAt, named, settingsFacts } from './look-at.ts';

const user = '/home/ada/.claude/settings.json';
const local = '/home/ada/project/.claude/settings.local.json';
const own = '/home/ada/.config/lode/settings.json';
const gatewayUrl = 'https://gateway.example.com/bedrock';

const settingsChecks = checks.filter(({ area }) => area === 'settings');
const mine = ['shell-conflicts', 'gateway', 'empty-variables', 'claude-settings'];

/** Values on which a file, the shell and lode may agree or not. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  AWS_REGION: ['eu-west-1', ' eu-west-1', '"eu-west-1"', 'us-east-1', ' us-east-1 ', ' ', '', 7],
  AWS_PROFILE: ['work', ' work', 'play', "'play'", ' ', ''],
  CLAUDE_CODE_USE_BEDROCK: ['1', ' 1', '0', ' ', 1, 0, true, false],
  CLAUDE_CODE_USE_VERTEX: ['1', ' 1 ', 1],
  CLAUDE_CODE_SKIP_BEDROCK_AUTH: ['1', ' 1', 1],
  ANTHROPIC_BEDROCK_BASE_URL: [gatewayUrl, ` ${gatewayUrl}`],
  ANTHROPIC_BEDROCK_ENDPOINT_URL: [gatewayUrl],
  ANTHROPIC_BASE_URL: [gatewayUrl, ' '],
  ANTHROPIC_MODEL: ['opus', ' us.anthropic.claude-opus-5-5 '],
  AWS_ENDPOINT_URL: ['http://localhost:4566'],
  MAX_THINKING_TOKENS: [8000],
  awsAuthRefresh: ['aws sso login', 7],
  awsCredentialExport: ['print-credentials'],
  model: ['opus'],
  awsCredentialExprt: ['print-credentials'],
};

/** Where the launch's own account and region come from: lode's settings, or only what is around. */
const launches: readonly (readonly [string, FakeMachine])[] = [
  ['lode says both', {}],
  ['lode says only the profile', { files: { [own]: '{ "awsProfile": "work" }' } }],
  ['the shell says both', { files: { [own]: '{}' }, env: { AWS_REGION: 'eu-west-1', AWS_PROFILE: 'work', CLAUDE_CODE_USE_BEDROCK: '1' } }],
  ['nobody says anything', { files: { [own]: '{}' } }],
  ['a weaker file says other things', { files: { [user]: json({ env: { AWS_REGION: 'eu-north-1', AWS_PROFILE: 'play', CLAUDE_CODE_USE_BEDROCK: '0' } }) } }],
];

interface Look {
  readonly results: readonly Result[];
  readonly launch: unknown;
}

async function look(machine: FakeMachine): Promise<Look> {
  const facts = await settingsFacts(machine);
  const session = seen(facts.base.session)?.session;
  const results = examine(settingsChecks, facts).results.filter(({ severity }) => severity !== 'ok');
  return { results, launch: { source: session?.choice.source, region: session?.region } };
}

const wrong = (results: readonly Result[]): readonly string[] =>
  results.filter(({ severity }) => severity === 'fail' || severity === 'warn').map(({ sentence }) => sentence);

/** Applies each edit by itself; returns how many there were. */
async function tryEdits(machine: FakeMachine): Promise<number> {
  const before = await look(machine);
  const edits = before.results
    .filter(({ check }) => mine.includes(check))
    .flatMap((result) => result.remedies.flatMap((remedy) => (remedy.kind === 'edit' ? [{ result, remedy }] : [])));
  for (const { result, remedy } of edits) {
    const after = await look({ ...machine, files: { ...machine.files, [remedy.path]: remedy.after } });
    const about = JSON.stringify({ finding: result.sentence, machine, after: remedy.after });
    expect(wrong(after.results), about).not.toContain(result.sentence);
    expect(wrong(before.results), about).toEqual(expect.arrayContaining([...wrong(after.results)]));
    expect(after.launch, about).toEqual(before.launch);
  }
  return edits.length;
}

describe('an edit mends its finding, makes no other, and leaves account and region as they were', { timeout: 60_000 }, () => {
  test.each(launches)('where %s', async (_, { files = {}, env = {} }) => {
    let edits = 0;
    for (const [name, each] of Object.entries(values)) {
      for (const value of each) {
        const file = files[user] === undefined ? user : local;
        edits += await tryEdits({ env, files: { ...files, [file]: json({ env: { [name]: value } }) } });
        edits += await tryEdits({ env, files: { ...files, [file]: json({ [name]: value, theme: 'dark' }) } });
      }
    }
    expect(edits).toBeGreaterThan(3);
  });
});

describe('what only a person knows is said in words', () => {
  const edits = (results: readonly Result[]) => results.flatMap(({ remedies }) => remedies.filter(({ kind }) => kind === 'edit' || kind === 'command'));

  test.each<readonly [string, FakeMachine, string]>([
    ['two profiles', { env: { AWS_PROFILE: 'work' }, files: { [user]: json({ env: { AWS_PROFILE: 'play' } }) } }, 'shell-conflicts.file-beats-shell'],
    ['two regions', { env: { AWS_REGION: 'eu-west-1' }, files: { [user]: json({ env: { AWS_REGION: 'eu-west-3' } }) } }, 'shell-conflicts.file-beats-shell'],
    ['Bedrock off', { files: { [user]: json({ env: { CLAUDE_CODE_USE_BEDROCK: '0' } }) } }, 'shell-conflicts.bedrock-off'],
    ['Vertex for a plain claude', { files: { [user]: json({ env: { CLAUDE_CODE_USE_VERTEX: '1' } }) } }, 'gateway.other-provider'],
    ['a key written twice', { files: { [user]: '{"env":{"CLAUDE_CODE_USE_BEDROCK":1,"CLAUDE_CODE_USE_BEDROCK":0}}' } }, 'claude-settings.duplicate-key'],
    ['a text where an object belongs', { files: { [user]: '{"env":"none","MY_SWITCH":"1"}' } }, 'claude-settings.outside-env'],
  ])('%s', async (_, machine, code) => {
    const { results } = await look(machine);
    expect(results.map((result) => result.code)).toContain(code);
    expect(edits(results)).toEqual([]);
  });

  test('blanks are one finding with one edit', async () => {
    const { results } = await look({ env: { AWS_REGION: 'eu-west-1' }, files: { [user]: json({ env: { AWS_REGION: ' eu-west-1' } }) } });
    expect(named(results.filter(({ severity }) => severity !== 'note'))).toEqual(['warn empty-variables.spaces']);
    expect(edits(results)).toMatchObject([{ after: json({ env: { AWS_REGION: 'eu-west-1' } }) }]);
  });
});

describe('a gateway that is meant is no fault', () => {
  const url = { ANTHROPIC_BEDROCK_BASE_URL: gatewayUrl };
  test.each<readonly [string, FakeMachine, readonly string[]]>([
    [
      'unsigned to a gateway, both in a file',
      { files: { [user]: json({ env: { ...url, CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1' } }) } },
      ['warn gateway.bedrock-url-in-file'],
    ],
    [
      'unsigned to a gateway of the shell',
      { env: url, files: { [user]: json({ env: { CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1' } }) } },
      ['note gateway.bedrock-url'],
    ],
    ['with a token of its own', { env: { ...url, ANTHROPIC_AUTH_TOKEN: 'canary' } }, ['note gateway.bedrock-url']],
    ['unsigned without any address', { env: { CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1' } }, ['warn gateway.unsigned']],
    ['a token without any address', { env: { ANTHROPIC_AUTH_TOKEN: 'canary' } }, ['warn gateway.auth-token']],
    ['another provider', { env: { CLAUDE_CODE_USE_VERTEX: '1' } }, ['note gateway.other-provider']],
  ])('%s', async (_, machine, expected) => {
    expect(named(await lookAt(gateway, machine))).toEqual(expected);
  });
});
