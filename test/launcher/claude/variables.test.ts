import { describe, expect, test } from 'vitest';
import type { HandOverInput } from '../../../src/launcher/assistant.ts';
import { claude } from '../../../src/launcher/assistants/claude.ts';
import { claudeModel } from '../../../src/launcher/claude/claude-variables.ts';
import { childEnvironment } from '../../../src/launcher/child-environment.ts';
import { choice, handOverInput } from '../hand-over-input.ts';

/** What the child gets to see of some variables. */
function child(more: Partial<HandOverInput>, ...names: readonly string[]): Record<string, string | undefined> {
  const input = handOverInput(more);
  const env = childEnvironment(input.env, claude.handOver(input).environment);
  return Object.fromEntries(names.map((name) => [name, env[name]]));
}

test('every tier is pinned, the small model under both its names', () => {
  expect(
    child(
      {},
      'ANTHROPIC_MODEL',
      'ANTHROPIC_DEFAULT_OPUS_MODEL',
      'ANTHROPIC_DEFAULT_SONNET_MODEL',
      'ANTHROPIC_DEFAULT_HAIKU_MODEL',
      'ANTHROPIC_DEFAULT_FABLE_MODEL',
      'ANTHROPIC_SMALL_FAST_MODEL',
    ),
  ).toEqual({
    ANTHROPIC_MODEL: 'eu.opus',
    ANTHROPIC_DEFAULT_OPUS_MODEL: 'eu.opus',
    ANTHROPIC_DEFAULT_SONNET_MODEL: 'eu.sonnet',
    ANTHROPIC_DEFAULT_HAIKU_MODEL: 'eu.haiku',
    ANTHROPIC_DEFAULT_FABLE_MODEL: 'eu.fable',
    ANTHROPIC_SMALL_FAST_MODEL: 'eu.haiku',
  });
});

test('the long window is asked for by [1m]', () => {
  expect([claudeModel(choice('eu.opus')), claudeModel(choice('eu.opus', { longContext: true }))]).toEqual(['eu.opus', 'eu.opus[1m]']);
});

describe('what could beat or blur the hand-over is removed', () => {
  test.each([
    'CLAUDE_CODE_USE_VERTEX',
    'CLAUDE_CODE_USE_FOUNDRY',
    'CLAUDE_CODE_USE_MANTLE',
    'CLAUDE_CODE_USE_ANTHROPIC_AWS',
    'CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST',
    'CLAUDE_CODE_SKIP_BEDROCK_AUTH',
    'ANTHROPIC_BEDROCK_BASE_URL',
    'ANTHROPIC_BEDROCK_MANTLE_BASE_URL',
    'ANTHROPIC_BASE_URL',
    'ANTHROPIC_AUTH_TOKEN',
    'ANTHROPIC_BEDROCK_REGION_PREFIX',
    'ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION',
    'ANTHROPIC_DEFAULT_MODEL',
    'AWS_BEARER_TOKEN_BEDROCK',
  ])('%s', (name) => {
    expect(child({ env: { [name]: 'x' } }, name)).toEqual({ [name]: undefined });
  });
});

describe("what names the user's own identity stays", () => {
  test.each(['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CONFIG_FILE', 'AWS_ROLE_ARN', 'ANTHROPIC_API_KEY'])(
    '%s',
    (name) => {
      expect(child({ env: { [name]: 'mine' } }, name)).toEqual({ [name]: 'mine' });
    },
  );
});

test('a Bedrock API key stays in the environment when it is the source', () => {
  const bearer: Partial<HandOverInput> = {
    source: { kind: 'bearer-token' },
    credentials: undefined,
    credentialsCommand: undefined,
    env: { AWS_BEARER_TOKEN_BEDROCK: 'key' },
  };
  expect(child(bearer, 'AWS_BEARER_TOKEN_BEDROCK')).toEqual({ AWS_BEARER_TOKEN_BEDROCK: 'key' });
});

test('the runtime endpoint is the settled one, also against the environment', () => {
  const endpoint = { endpoints: { bedrockRuntime: 'https://vpce.example' }, env: { ANTHROPIC_BEDROCK_BASE_URL: 'https://other.example' } };
  expect(child(endpoint, 'ANTHROPIC_BEDROCK_BASE_URL')).toEqual({ ANTHROPIC_BEDROCK_BASE_URL: 'https://vpce.example' });
});

test('each change says why, and nothing is removed that is not there', () => {
  const { environment } = claude.handOver(handOverInput({ env: { ANTHROPIC_BASE_URL: 'x' } }));
  expect(environment.filter(({ value }) => value === null)).toEqual([{ name: 'ANTHROPIC_BASE_URL', value: null, why: 'would send prompts to another host' }]);
  expect(environment.every(({ why }) => why !== '')).toBe(true);
});

describe('versions', () => {
  test.each<[string | undefined, boolean]>([
    ['2.1.175', true],
    ['2.1.100', true],
    ['1.0.128', true],
    ['2.1.176', false],
    ['2.1.329', false],
    ['3.0.0', false],
    [undefined, false],
  ])('%s is refused: %s', (version, refused) => {
    expect(claude.refuseVersion(version, '/usr/bin/claude') !== undefined).toBe(refused);
  });
  test('with what to do', () => {
    expect(claude.refuseVersion('2.1.100', '/usr/bin/claude')).toEqual({
      code: 'assistant.too-old',
      exit: 'notRunnable',
      message: 'Claude Code 2.1.100 at /usr/bin/claude is too old: before 2.1.176 it may use another AWS identity than the one handed to it.',
      hints: ['Update it: claude update', 'Or: npm install -g @anthropic-ai/claude-code@latest'],
    });
  });
});

test('files are named by their content, private, and none on Windows for shells it has not', () => {
  const { files, args } = claude.handOver(handOverInput());
  expect(files.map(({ path, mode }) => [path.replace(/[0-9a-f]{20,}/, 'NAME'), mode])).toEqual([
    ['/state/overlays/NAME.json', 0o600],
    ['/state/shells/NAME.sh', 0o600],
  ]);
  expect(args).toEqual(['--settings', files[0]?.path, '-p', 'hello']);
  expect(claude.handOver(handOverInput()).files).toEqual(files);
  expect(claude.handOver(handOverInput({ region: 'eu-north-1' })).files[0]?.path).not.toBe(files[0]?.path);
  expect(claude.handOver(handOverInput({ platform: 'win32' })).files).toHaveLength(1);
});
