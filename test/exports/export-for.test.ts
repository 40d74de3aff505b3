import { describe, expect, test } from 'vitest';
import { consumerNames } from '../../src/exports/consumer-names.ts';
import { exportFor } from '../../src/exports/export-for.ts';
import { failureOf } from '../support/failure-of.ts';
import { mustExport, workProfile } from './export-account.ts';

describe('one account, one document for each program', () => {
  test.each(consumerNames.filter((name) => name !== 'zero'))('%s', (consumer) => {
    const { text, place, notes } = exportFor(consumer, mustExport(), undefined);
    expect(`${[place, ...notes].join('\n')}\n\n${text}`).toMatchSnapshot();
  });

  test('ZERO reads what Moltbot reads', () => {
    expect(exportFor('zero', mustExport(), undefined)).toEqual(exportFor('moltbot', mustExport(), undefined));
  });
});

const read = (text: string) => JSON.parse(text);
const bearer = { kind: 'bearer-token' } as const;
const keys = { kind: 'key-pair', accessKeyId: 'AKIACANARY', temporary: false } as const;
const sessionKeys = { ...keys, temporary: true } as const;
const script = { kind: 'export-script', command: 'cat canary' } as const;

describe('OpenClaw', () => {
  test('has discovery in one place only: a file with both keys is refused by it', () => {
    const [now, before] = (['new', 'old'] as const).map((schema) => read(exportFor('openclaw', mustExport(), schema).text));
    expect(Object.keys(now.models)).toEqual(['providers']);
    expect(Object.keys(before)).toEqual(['models']);
    expect(before.models.bedrockDiscovery).toEqual(now.plugins.entries['amazon-bedrock'].config.discovery);
    expect(before.models.providers).toEqual(now.models.providers);
  });

  test('keeps the discovery that is set', () => {
    const discovery = {
      enabled: false,
      region: 'eu-central-1',
      providerFilter: ['anthropic'],
      refreshInterval: 0,
      defaultContextWindow: 64_000,
      defaultMaxTokens: 8192,
    };
    expect(read(exportFor('moltbot', mustExport({ discovery }), undefined).text).models.bedrockDiscovery).toEqual(discovery);
  });

  test('knows every key that is written', () => {
    // The strict schema of OpenClaw 2026.9.6 (openclaw config schema), the keys that are written here.
    const model = ['id', 'name', 'reasoning', 'input', 'cost', 'contextWindow', 'maxTokens'];
    const provider = read(exportFor('openclaw', mustExport(), undefined).text).models.providers['amazon-bedrock'];
    expect(Object.keys(provider)).toEqual(['baseUrl', 'api', 'auth', 'models']);
    for (const one of provider.models) expect(Object.keys(one)).toEqual(model);
  });
});

describe('LiteLLM', () => {
  test('gets a profile of India by its ARN, because it does not know the prefix', () => {
    const { text, notes } = exportFor('litellm', mustExport({ region: 'ap-south-1', main: 'opus-5' }), undefined);
    expect(text).toContain('model: "bedrock/converse/arn:aws:bedrock:ap-south-1:111122223333:inference-profile/in.anthropic.claude-opus-5"');
    expect(text).toContain('base_model: anthropic.claude-opus-5\n');
    expect(notes[0]).toBe('in.anthropic.claude-opus-5 stands there by its ARN, because LiteLLM does not know its prefix.');
  });

  test('gets GovCloud by its ID, which it knows', () => {
    expect(exportFor('litellm', mustExport({ region: 'us-gov-west-1' }), undefined).text).toContain(
      'model: bedrock/converse/us-gov.anthropic.claude-opus-5-5\n',
    );
  });

  test.each([
    [
      'the names of variables for a session',
      sessionKeys,
      ['aws_access_key_id: os.environ/AWS_ACCESS_KEY_ID', 'aws_session_token: os.environ/AWS_SESSION_TOKEN'],
    ],
    ['the name of a variable for an API key', bearer, ['api_key: os.environ/AWS_BEARER_TOKEN_BEDROCK']],
    ['the name of a profile', workProfile, ['aws_profile_name: work']],
  ])('gets %s', (_, source, lines) => {
    const { text } = exportFor('litellm', mustExport({ source }), undefined);
    for (const line of lines) expect(text).toContain(`      ${line}\n`);
  });

  test('gets no name for a family that cannot be had', () => {
    const { text } = exportFor('litellm', mustExport({ region: 'eu-west-1', residency: 'strict' }), undefined);
    expect(text).toContain('    opus: claude-opus-5-5\n');
    expect(text).not.toContain('fable');
  });
});

describe('Dify', () => {
  test('has no Stockholm, and says what it has there', () => {
    const failure = failureOf(() => exportFor('dify', mustExport({ region: 'eu-north-1' }), undefined));
    expect(failure).toMatchObject({ code: 'export.dify-region', exit: 'user' });
    expect(failure.hints?.[0]).toBe('In the same geography it has eu-central-1, eu-west-1, eu-west-2, eu-west-3.');
  });

  test.each([
    ['fields to fill for an access key', keys, { auth_method: 'Access_Secret_Key', aws_access_key_id: '', aws_secret_access_key: '' }],
    ['the role for a session, whose token has no field', sessionKeys, { auth_method: 'IAM_Role' }],
    ['a field to fill for an API key', bearer, { auth_method: 'API_Key', bedrock_api_key: '' }],
    ['the role for a script', script, { auth_method: 'IAM_Role' }],
  ])('gets %s', (_, source, access) => {
    expect(read(exportFor('dify', mustExport({ source }), undefined).text).credentials).toEqual({
      ...access,
      aws_region: 'eu-west-1',
      model_for_validation: 'eu.anthropic.claude-opus-5-5',
    });
  });

  test('gets an embedding model by its profile where the region itself does not have it', () => {
    const { custom_models: custom, predefined_models: builtIn } = read(exportFor('dify', mustExport({ geography: 'global' }), undefined).text);
    expect(builtIn).toEqual({ 'text-embedding': ['amazon.titan-embed-text-v2:0'], rerank: ['amazon.rerank-v1:0'] });
    expect(custom.at(-1)).toMatchObject({ model_type: 'text-embedding', credentials: { inference_profile_id: 'global.cohere.embed-v4:0' } });
  });

  test('gets no embedding model outside the geography, which nobody asked for', () => {
    expect(exportFor('dify', mustExport(), undefined).text).not.toContain('global.');
  });

  test('is told that a model of London itself cannot be given to it', () => {
    const { text, notes } = exportFor('dify', mustExport({ region: 'eu-west-2', main: 'anthropic.claude-opus-5-5' }), undefined);
    expect(text).not.toContain('"inference_profile_id": "anthropic.');
    expect(notes).toContainEqual(expect.stringContaining('anthropic.claude-opus-5-5 is left out'));
  });
});

describe('Claude Code', () => {
  test('gets the IDs that Anthropic gives, with their dates', () => {
    const { modelOverrides } = read(exportFor('claude', mustExport({ all: true }), undefined).text);
    expect(modelOverrides).toMatchObject({
      'claude-opus-4-6': 'eu.anthropic.claude-opus-4-6-v1',
      'claude-haiku-4-5-20251001': 'eu.anthropic.claude-haiku-4-5-20251001-v1:0',
    });
  });

  test('gets the profile that a launch would use, and not another one over the same model', () => {
    const { modelOverrides, availableModels } = read(exportFor('claude', mustExport({ all: true }), undefined).text);
    expect(modelOverrides['claude-sonnet-5-5']).toBe('eu.anthropic.claude-sonnet-5-5');
    expect(availableModels).toContain('arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/team0id');
  });
});

describe('opencode', () => {
  test('offers nothing else when residency is strict', () => {
    const strict = read(exportFor('opencode', mustExport({ residency: 'strict' }), undefined).text).provider['amazon-bedrock'];
    expect(strict.whitelist).toEqual(expect.arrayContaining(Object.keys(strict.models)));
    expect(strict.whitelist.filter((id: string) => !id.startsWith('eu.'))).toEqual([]);
    expect(read(exportFor('opencode', mustExport(), undefined).text).provider['amazon-bedrock']).not.toHaveProperty('whitelist');
  });

  test('reads an API key from its environment', () => {
    const { options } = read(exportFor('opencode', mustExport({ source: bearer }), undefined).text).provider['amazon-bedrock'];
    expect(options).toEqual({ region: 'eu-west-1', apiKey: '{env:AWS_BEARER_TOKEN_BEDROCK}' });
  });
});
