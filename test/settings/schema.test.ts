import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { settingsJsonSchemaText } from '../../src/settings/json-schema.ts';
import { flagOf, settingNames, settingSpecs, variableOf } from '../../src/settings/schema.ts';
import { expectation, findMistake, printable } from '../../src/settings/value-type.ts';

test('the published schema is the one that the settings table gives (run `lode config schema` to renew it)', () => {
  expect(readFileSync('schema/settings.schema.json', 'utf8')).toBe(settingsJsonSchemaText());
});

test('the documentation has a row for every setting, with its variable, flag and default', () => {
  const rows = readFileSync('docs/settings.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `\w+` \| `LODE_/.test(line));
  expect(rows.map((row) => row.split(' | ').slice(0, 2).join(' | '))).toEqual(
    settingNames.map((name) => `| \`${name}\` | \`${variableOf(name)}\`, \`${flagOf(name)}\``),
  );
  expect(rows.map((row) => row.split('|')[4]?.trim().replaceAll('`', ''))).toEqual(settingNames.map((name) => settingSpecs[name].default ?? ''));
});

test('names become variables and flags', () => {
  expect(settingNames.map((name) => `${name} ${variableOf(name)} ${flagOf(name)}`)).toEqual([
    'assistant LODE_ASSISTANT --assistant',
    'awsProfile LODE_AWS_PROFILE --aws-profile',
    'region LODE_REGION --region',
    'geography LODE_GEOGRAPHY --geography',
    'residency LODE_RESIDENCY --residency',
    'model LODE_MODEL --model',
    'smallFastModel LODE_SMALL_FAST_MODEL --small-fast-model',
    'smallFastModelRegion LODE_SMALL_FAST_MODEL_REGION --small-fast-model-region',
    'models LODE_MODELS --models',
    'awsAuthRefresh LODE_AWS_AUTH_REFRESH --aws-auth-refresh',
    'awsCredentialExport LODE_AWS_CREDENTIAL_EXPORT --aws-credential-export',
    'handover LODE_HANDOVER --handover',
    'bedrockDiscovery LODE_BEDROCK_DISCOVERY --bedrock-discovery',
    'endpoints LODE_ENDPOINTS --endpoints',
    'env LODE_ENV --env',
  ]);
});

test('only assistant, residency and handover have defaults', () => {
  expect(settingNames.flatMap((name) => settingSpecs[name].default ?? [])).toEqual(['claude', 'prefer', 'auto']);
});

test('before trust a project may set only where and which model, and make residency stricter', () => {
  const samples = { residency: 'prefer' } as Record<string, string>;
  expect(settingNames.filter((name) => settingSpecs[name].projectMaySet(samples[name] ?? 'x'))).toEqual([
    'region',
    'model',
    'smallFastModel',
    'smallFastModelRegion',
    'models',
  ]);
  expect(settingSpecs.residency.projectMaySet('strict')).toBe(true);
});

describe('a value fits', () => {
  test.each([
    ['region', 'eu-west-1'],
    ['region', 'us-gov-east-1'],
    ['region', 'ap-southeast-12'],
    ['model', 'opus[1m]'],
    ['model', 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/a1b2'],
    ['awsProfile', 'dev account'],
    ['awsAuthRefresh', 'aws sso login \\\n --profile dev'],
    ['models', { 'sonnet-4.5': 'claude-sonnet-4-5', constructor: 'haiku' }],
    ['env', { EMPTY: '', A_1: 'x\ny' }],
    ['endpoints', { sts: 'http://127.0.0.1:8080/sts' }],
    ['bedrockDiscovery', { enabled: true, refreshInterval: 0, providerFilter: ['anthropic'] }],
  ] as const)('%s: %j', (name, value) => {
    expect(findMistake(settingSpecs[name].type, value, [name])).toBeUndefined();
  });
});

describe('a value does not fit', () => {
  test.each([
    ['region', 'us east', 'an AWS region such as eu-west-1', '"us east"'],
    ['region', '', 'an AWS region such as eu-west-1', '""'],
    ['region', 5, 'an AWS region such as eu-west-1', 'the number 5'],
    ['region', null, 'an AWS region such as eu-west-1', 'null'],
    ['region', ['eu-west-1'], 'an AWS region such as eu-west-1', 'a list'],
    ['region', `${'eu-'.repeat(40)}1`, 'an AWS region such as eu-west-1', 'a string'],
    ['geography', 'apac', 'one of us, eu, jp, au, in, us-gov, global', '"apac"'],
    ['residency', true, 'strict or prefer', 'true'],
    ['awsAuthRefresh', '  ', 'a shell command', '"  "'],
    ['awsProfile', 'a\u001b[2Jb', 'the name of an AWS profile', '"a\\u001b[2Jb"'],
    ['model', 'a b', 'a model name, ID or ARN', '"a b"'],
    ['env', [], 'an object whose values are each a string', 'a list'],
    ['env', { TOKEN: 12_345 }, 'a string', 'a number'],
    ['env', { A: 'x\0y' }, 'a string', 'a string'],
    ['endpoints', { sts: 'https://ada:secret@host' }, 'an http or https URL', 'a string'],
    ['endpoints', { sts: 'file:///etc/passwd' }, 'an http or https URL', '"file:///etc/passwd"'],
    ['bedrockDiscovery', { refreshInterval: -1 }, 'a whole number of at least 0', 'the number -1'],
    ['bedrockDiscovery', { defaultMaxTokens: 1.5 }, 'a whole number of at least 1', 'the number 1.5'],
    ['bedrockDiscovery', { providerFilter: 'anthropic' }, 'a list of provider names', '"anthropic"'],
  ] as const)('%s: %j', (name, value, expected, got) => {
    expect(findMistake(settingSpecs[name].type, value, [name])).toMatchObject({ kind: 'wrong-value', expected, got });
  });

  test.each([
    ['env', JSON.parse('{"__proto__": "x"}')],
    ['env', { 'A=B': 'x' }],
    ['env', { '': 'x' }],
    ['models', JSON.parse('{"__proto__": "x"}')],
    ['models', { 'two words': 'x' }],
  ] as const)('%s: the key of %j', (name, value) => {
    expect(findMistake(settingSpecs[name].type, value, [name])).toMatchObject({ kind: 'bad-name' });
  });

  test('an unknown field, told with the known ones', () => {
    expect(findMistake(settingSpecs.endpoints.type, { toString: 'https://x' }, ['endpoints'])).toEqual({
      kind: 'unknown-key',
      path: ['endpoints', 'toString'],
      known: ['bedrock', 'bedrockRuntime', 'sts'],
    });
  });
});

test('every kind of value can be described', () => {
  expect(settingNames.map((name) => expectation(settingSpecs[name].type)).every((words) => words.length > 5)).toBe(true);
});

test('text from a file cannot move the cursor or turn the line around', () => {
  expect(printable('a\u202Eb\u0007\u2028')).toBe(String.raw`"a\u{202e}b\u0007\u{2028}"`);
});
