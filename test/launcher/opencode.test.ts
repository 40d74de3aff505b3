import { describe, expect, test } from 'vitest';
import type { HandOverInput } from '../../src/launcher/assistant.ts';
import { opencode } from '../../src/launcher/assistants/opencode.ts';
import { childEnvironment } from '../../src/launcher/child-environment.ts';
import { Secret } from '../../src/secret.ts';
import { fakeSystem, type FakeMachine } from '../support/fake-system.ts';
import { handOverInput } from './hand-over-input.ts';

function child(more: Partial<HandOverInput> = {}): Record<string, string> {
  const input = handOverInput(more);
  return childEnvironment(input.env, opencode.handOver(input).environment);
}

function content(more: Partial<HandOverInput> = {}): unknown {
  return JSON.parse(child(more)['OPENCODE_CONFIG_CONTENT'] ?? '');
}

test('one inline configuration names both models and every option that could move the session', () => {
  expect(content()).toEqual({
    model: 'amazon-bedrock/eu.opus',
    small_model: 'amazon-bedrock/eu.haiku',
    autoupdate: false,
    provider: {
      'amazon-bedrock': {
        options: {
          region: 'eu-west-1',
          endpoint: 'https://bedrock-runtime.eu-west-1.amazonaws.com',
          baseURL: 'https://bedrock-runtime.eu-west-1.amazonaws.com',
          profile: '',
          apiKey: '',
        },
        models: { 'eu.opus': { id: 'eu.opus' }, 'eu.haiku': { id: 'eu.haiku' } },
      },
    },
  });
});

describe("the user's own configuration in the environment", () => {
  const own = { theme: 'dark', provider: { other: { options: { apiKey: 'canary' } }, 'amazon-bedrock': { models: { mine: { id: 'mine' } } } } };
  const more = { env: { OPENCODE_CONFIG_CONTENT: JSON.stringify(own) } };

  test('is merged in, theirs on top, without losing the region', () => {
    expect(content(more)).toMatchObject({
      ...own,
      provider: { ...own.provider, 'amazon-bedrock': { options: { region: 'eu-west-1' }, models: { mine: { id: 'mine' }, 'eu.opus': { id: 'eu.opus' } } } },
    });
  });

  test('is shown nowhere, for it may hold keys', () => {
    expect(JSON.stringify(opencode.handOver(handOverInput(more)))).not.toContain('canary');
  });

  test.each(['{', '[]', '7', '"x"'])('stops the launch when it is %s', (text) => {
    expect(() => content({ env: { OPENCODE_CONFIG_CONTENT: text } })).toThrow('OPENCODE_CONFIG_CONTENT in your environment is not a JSON object.');
  });
});

test('credentials go by environment, and what would beat them goes', () => {
  const env = child({ env: { AWS_PROFILE: 'own', AWS_BEARER_TOKEN_BEDROCK: 'x', AWS_SESSION_TOKEN: 'old' } });
  expect(env).toMatchObject({
    AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'canary-secret',
    AWS_SESSION_TOKEN: 'canary-token',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
  });
  expect(env).not.toHaveProperty('AWS_PROFILE');
  expect(env).not.toHaveProperty('AWS_BEARER_TOKEN_BEDROCK');
});

describe('with an endpoint', () => {
  const rivals = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_BEARER_TOKEN_BEDROCK'];
  const roles = ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  const endpoint = { handover: { kind: 'endpoint' } } as const;

  test.each([...rivals, ...roles])('%s goes, whether the shell or the setting env has it, and nothing takes its place', (name) => {
    expect(child({ ...endpoint, env: { [name]: 'x', PATH: '/bin' } })).not.toHaveProperty(name);
    expect(child({ ...endpoint, extraVariables: { [name]: 'x' } })).not.toHaveProperty(name);
    expect(child({ ...endpoint, env: { PATH: '/bin' } })).toMatchObject({ PATH: '/bin', AWS_REGION: 'eu-west-1' });
  });

  test('no secret is in the plan, and nothing is said', () => {
    const { environment, notes } = opencode.handOver(handOverInput(endpoint));
    expect(environment.filter(({ value }) => value instanceof Secret)).toEqual([]);
    expect(notes).toEqual([]);
  });
});

test.each(['AWS_PROFILE', 'AWS_ACCESS_KEY_ID'])('%s of the setting env does not beat the credentials that go by variables', (name) => {
  const env = child({ extraVariables: { [name]: 'other' } });
  expect(env['AWS_PROFILE']).toBeUndefined();
  expect(env['AWS_ACCESS_KEY_ID']).toBe('ASIAEXAMPLE');
});

test('why there is no endpoint is said with the end of the session', () => {
  expect(opencode.handOver(handOverInput({ handover: { kind: 'environment', why: 'Because.' } })).notes).toEqual([
    'opencode takes credentials from the environment, so this session ends with them at 2026-11-21T13:00:00.000Z. Because.',
  ]);
});

describe('a Bedrock API key that opencode keeps', () => {
  const file = '/home/ada/.local/share/opencode/auth.json';
  const own = JSON.stringify({ 'amazon-bedrock': { type: 'api', key: 'canary' } });
  const look = (machine: FakeMachine) => opencode.sdkChain?.obstacle(fakeSystem(machine));

  test.each<[string, FakeMachine, string]>([
    ['in its file', { files: { [file]: own } }, file],
    ['where XDG_DATA_HOME says', { env: { XDG_DATA_HOME: '/data' }, files: { '/data/opencode/auth.json': own } }, '/data/opencode/auth.json'],
    ['in OPENCODE_AUTH_CONTENT', { env: { OPENCODE_AUTH_CONTENT: own } }, 'OPENCODE_AUTH_CONTENT'],
  ])('%s stands in the way of an endpoint', (_, machine, place) => {
    expect(look(machine)).toEqual({
      what: `opencode keeps a Bedrock API key of its own (${place}), and with one it asks no endpoint`,
      hint: 'Remove it: opencode auth logout',
    });
  });

  test.each<[string, string]>([
    ['of another provider', JSON.stringify({ anthropic: { type: 'api', key: 'x' } })],
    ['of another kind', JSON.stringify({ 'amazon-bedrock': { type: 'oauth' } })],
    ['in a broken file', '{'],
    ['in a file that holds something else', '[7]'],
  ])('%s does not', (_, text) => expect(look({ files: { [file]: text } })).toBeUndefined());
});

test('a secret of the setting env cannot be printed', () => {
  const { environment } = opencode.handOver(handOverInput({ extraVariables: { GITHUB_TOKEN: 'canary', EDITOR: 'vi' } }));
  expect(JSON.stringify(environment)).not.toContain('canary');
  expect(
    environment.filter(({ name }) => ['GITHUB_TOKEN', 'EDITOR'].includes(name)).map(({ value }) => (value instanceof Secret ? value.reveal() : value)),
  ).toEqual(['canary', 'vi']);
});

test('the session ends with its credentials, and that is said', () => {
  expect(opencode.handOver(handOverInput()).notes).toEqual([
    'opencode takes credentials from the environment, so this session ends with them at 2026-11-21T13:00:00.000Z.',
  ]);
});

describe('words', () => {
  const read = (...words: readonly string[]) => opencode.readWords(words, () => '', '/');
  test.each<[readonly string[], string]>([
    [['auth', 'login'], '"opencode auth" talks to no model'],
    [['models', '--help'], '--help talks to no model'],
    [['-v'], '-v talks to no model'],
  ])('%j pass straight through', (words, why) => {
    expect(read(...words)).toEqual({ kind: 'pass-through', why });
  });
  test.each([[[]], [['run', 'fix it']], [['run', '--', '--version']]])('%j are a session', (words) => {
    expect(read(...words)).toEqual({ kind: 'session', rest: words });
  });
});
