import { describe, expect, test } from 'vitest';
import type { AssistantFile, HandOverInput } from '../../../src/launcher/assistant.ts';
import { claude } from '../../../src/launcher/assistants/claude.ts';
import { claudeOverlay } from '../../../src/launcher/claude/claude-overlay.ts';
import { Secret } from '../../../src/secret.ts';
import { choice, handOverInput } from '../hand-over-input.ts';

const overlay = (more: Partial<HandOverInput> = {}): Readonly<Record<string, unknown>> => claudeOverlay(handOverInput(more));
const env = (more: Partial<HandOverInput> = {}): Readonly<Record<string, unknown>> => overlay(more)['env'] as Record<string, unknown>;

function withOwn(value: Readonly<Record<string, unknown>>, more: Partial<HandOverInput> = {}): Partial<HandOverInput> {
  return { ...more, words: { kind: 'session', rest: [], settings: { value, from: '/mine.json' } } };
}

test('a session in full', () => {
  expect(overlay()).toMatchInlineSnapshot(`
    {
      "apiKeyHelper": "",
      "awsAuthRefresh": "",
      "awsCredentialExport": "lode credentials --handover /state/handover/r.json",
      "env": {
        "ANTHROPIC_AUTH_TOKEN": "",
        "ANTHROPIC_BASE_URL": "",
        "ANTHROPIC_BEDROCK_BASE_URL": "",
        "ANTHROPIC_BEDROCK_MANTLE_BASE_URL": "",
        "ANTHROPIC_BEDROCK_REGION_PREFIX": "",
        "ANTHROPIC_DEFAULT_FABLE_MODEL": "eu.fable",
        "ANTHROPIC_DEFAULT_FABLE_MODEL_DESCRIPTION": "eu (the European Union) · pinned by lode",
        "ANTHROPIC_DEFAULT_FABLE_MODEL_NAME": "eu.fable",
        "ANTHROPIC_DEFAULT_HAIKU_MODEL": "eu.haiku",
        "ANTHROPIC_DEFAULT_HAIKU_MODEL_DESCRIPTION": "eu (the European Union) · pinned by lode",
        "ANTHROPIC_DEFAULT_HAIKU_MODEL_NAME": "eu.haiku",
        "ANTHROPIC_DEFAULT_MODEL": "",
        "ANTHROPIC_DEFAULT_OPUS_MODEL": "eu.opus",
        "ANTHROPIC_DEFAULT_OPUS_MODEL_DESCRIPTION": "eu (the European Union) · pinned by lode",
        "ANTHROPIC_DEFAULT_OPUS_MODEL_NAME": "eu.opus",
        "ANTHROPIC_DEFAULT_SONNET_MODEL": "eu.sonnet",
        "ANTHROPIC_DEFAULT_SONNET_MODEL_DESCRIPTION": "eu (the European Union) · pinned by lode",
        "ANTHROPIC_DEFAULT_SONNET_MODEL_NAME": "eu.sonnet",
        "ANTHROPIC_MODEL": "eu.opus",
        "ANTHROPIC_SMALL_FAST_MODEL": "eu.haiku",
        "ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION": "",
        "AWS_BEARER_TOKEN_BEDROCK": "",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_REGION": "eu-west-1",
        "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST": "",
        "CLAUDE_CODE_SKIP_BEDROCK_AUTH": "",
        "CLAUDE_CODE_USE_ANTHROPIC_AWS": "",
        "CLAUDE_CODE_USE_BEDROCK": "1",
        "CLAUDE_CODE_USE_FOUNDRY": "",
        "CLAUDE_CODE_USE_MANTLE": "",
        "CLAUDE_CODE_USE_VERTEX": "",
      },
    }
  `);
});

describe("the user's own --settings", () => {
  test('are on top, key by key', () => {
    const own = {
      model: 'opus',
      permissions: { allow: ['Bash'] },
      env: { MY_MARK: 'mine', ANTHROPIC_DEFAULT_OPUS_MODEL: 'eu.my-opus', CLAUDE_CODE_USE_BEDROCK: '0' },
    };
    expect(overlay(withOwn(own))).toMatchObject({ ...own, env: { ...own.env, AWS_REGION: 'eu-west-1' } });
  });

  test('do not take back what they already said as settings, where something stronger decided', () => {
    const own = {
      env: {
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        ANTHROPIC_MODEL: 'haiku',
        ANTHROPIC_DEFAULT_HAIKU_MODEL: 'x',
        ANTHROPIC_SMALL_FAST_MODEL: 'x',
      },
    };
    expect(overlay(withOwn(own))).toEqual(overlay());
  });

  test('name a credential source by awsCredentialExport and awsAuthRefresh, which run nowhere else', () => {
    expect(overlay(withOwn({ awsCredentialExport: 'their-script', awsAuthRefresh: 'their-sign-in' }))).toEqual(overlay());
  });

  test.each(['MY_TOKEN', 'GITHUB_TOKEN', 'db_password', 'X_API_KEY', 'AWS_SECRET_ACCESS_KEY', 'ANTHROPIC_CUSTOM_HEADERS', 'SOME_PASSPHRASE'])(
    'keep %s out of the file',
    (name) => {
      const given = handOverInput(withOwn({ env: { [name]: 'canary', PLAIN: 'seen' } }));
      expect(JSON.stringify(claudeOverlay(given))).not.toContain('canary');
      const { files, environment, args } = claude.handOver(given);
      expect(JSON.stringify([files, environment, args])).not.toContain('canary');
      const change = environment.find((one) => one.name === name && one.value !== null);
      expect(change?.value instanceof Secret && change.value.reveal()).toBe('canary');
    },
  );

  test.each([
    ['MAX_THINKING_TOKENS', '8000'],
    ['CLAUDE_CODE_MAX_OUTPUT_TOKENS', '32000'],
    ['CLAUDE_CODE_API_KEY_HELPER_TTL_MS', '60000'],
    ['MY_TOKEN_FILE', '/run/token'],
    ['MY_TOKEN', ''],
  ])('hold no secret in %s=%s', (name, value) => {
    expect(env(withOwn({ env: { [name]: value } }))[name]).toBe(value);
  });

  test('that turn Bedrock off are honoured, and that is said', () => {
    const note = 'Your own --settings (/mine.json) turn Bedrock off; this session does not run on Bedrock.';
    expect(claude.handOver(handOverInput(withOwn({ env: { CLAUDE_CODE_USE_BEDROCK: '0' } }))).notes).toEqual([note]);
    expect(claude.handOver(handOverInput(withOwn({ env: { CLAUDE_CODE_USE_BEDROCK: '1' } }))).notes).toEqual([]);
  });
});

describe('the setting env', () => {
  test('reaches the session above every file', () => {
    expect(env({ extraVariables: { MY_MARK: 'mine' } })['MY_MARK']).toBe('mine');
  });
  test('cannot move the region or the models', () => {
    expect(env({ extraVariables: { AWS_REGION: 'us-east-1', ANTHROPIC_MODEL: 'x' } })).toMatchObject({ AWS_REGION: 'eu-west-1', ANTHROPIC_MODEL: 'eu.opus' });
  });
  test('puts a secret into the environment of the child, and into no file', () => {
    const { files, environment } = claude.handOver(handOverInput({ extraVariables: { GITHUB_TOKEN: 'canary' } }));
    expect(JSON.stringify([files, environment])).not.toContain('canary');
    expect(environment.find(({ name }) => name === 'GITHUB_TOKEN')?.value).toBeInstanceOf(Secret);
  });
});

describe('what Claude Code may call by itself', () => {
  const models = (ids: readonly [main: string, haiku: string], haikuModel?: string): HandOverInput['models'] => {
    const [main, small] = [choice(ids[0]), choice(ids[1], { model: haikuModel })];
    return {
      kind: 'chosen',
      residency: 'prefer',
      main,
      small,
      tiers: { opus: main, sonnet: main, haiku: small, fable: main },
      names: { inside: {}, shut: {} },
      notes: [],
    };
  };
  const [eu, wide] = ['eu.anthropic.claude-haiku-5-5', 'global.anthropic.claude-opus-5-5'];

  test('is not narrowed where it calls the pins anyway', () => {
    expect(Object.keys(overlay())).toEqual(['env', 'awsAuthRefresh', 'awsCredentialExport', 'apiKeyHelper']);
  });
  test('is the pins where it would make others of them, and that is said', () => {
    const mixed = { models: models([wide, eu]) };
    expect(overlay(mixed)).toMatchObject({ availableModels: [wide, eu] });
    expect(claude.handOver(handOverInput(mixed)).notes).toEqual([
      "The models of this session lie in different geographies: a subagent that asks for one of another geography runs on the session's own model.",
    ]);
  });
  test('is no model of a family that another stands in for', () => {
    const input = { models: models([eu, eu], 'claude-sonnet-5-5') };
    expect(overlay(input)).toMatchObject({ modelOverrides: { 'claude-haiku-5-5': 'anthropic.claude-haiku-5-5' } });
  });
});

test('the setting env may name a tier otherwise, but may not unpin it', () => {
  const extraVariables = { ANTHROPIC_DEFAULT_OPUS_MODEL_NAME: 'Ours', ANTHROPIC_DEFAULT_OPUS_MODEL: 'x' };
  expect(env({ extraVariables })).toMatchObject({ ANTHROPIC_DEFAULT_OPUS_MODEL_NAME: 'Ours', ANTHROPIC_DEFAULT_OPUS_MODEL: 'eu.opus' });
});

describe('endpoint variables', () => {
  const file = (variables: Record<string, string>): AssistantFile => ({ layer: 'project', path: '/p', env: variables, settings: {} });
  test("of a settings file are set back to the user's own", () => {
    const files = [file({ AWS_ENDPOINT_URL: 'http://evil', AWS_ENDPOINT_URL_STS: 'http://evil' })];
    expect(env({ files, env: { AWS_ENDPOINT_URL_STS: 'http://mine' } })).toMatchObject({ AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_STS: 'http://mine' });
  });
  test('that no file touches are left alone', () => {
    expect(env({ env: { AWS_ENDPOINT_URL: 'http://mine' } })).not.toHaveProperty('AWS_ENDPOINT_URL');
  });
});

test('a Bedrock API key is in no file and has no helper', () => {
  const given = handOverInput({
    source: { kind: 'bearer-token' },
    credentials: undefined,
    credentialsCommand: undefined,
    env: { AWS_BEARER_TOKEN_BEDROCK: 'canary' },
  });
  expect(claudeOverlay(given)).toMatchObject({ awsCredentialExport: '' });
  expect(claudeOverlay(given)['env']).not.toHaveProperty('AWS_BEARER_TOKEN_BEDROCK');
  const { files, environment } = claude.handOver(given);
  expect(JSON.stringify([files, environment])).not.toContain('canary');
  expect(environment.map(({ name }) => name)).not.toContain('AWS_BEARER_TOKEN_BEDROCK');
});
