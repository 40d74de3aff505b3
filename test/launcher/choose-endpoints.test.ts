import { describe, expect, test } from 'vitest';
import { chooseEndpoints } from '../../src/launcher/choose-endpoints.ts';
import type { Endpoints } from '../../src/settings/settings.ts';

const [all, own, runtime, gateway] = ['https://all.example', 'https://own.example', 'https://runtime.example', 'https://gateway.example'];

test.each<[string, Endpoints | undefined, Record<string, string>, Endpoints]>([
  ['nothing set', undefined, {}, {}],
  ['one address for all', undefined, { AWS_ENDPOINT_URL: all }, { bedrock: all, bedrockRuntime: all, sts: all }],
  ['the variable of a service first', undefined, { AWS_ENDPOINT_URL: all, AWS_ENDPOINT_URL_STS: own }, { bedrock: all, bedrockRuntime: all, sts: own }],
  [
    "Claude Code's variable before AWS's",
    undefined,
    { ANTHROPIC_BEDROCK_BASE_URL: gateway, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: runtime },
    { bedrockRuntime: gateway },
  ],
  ['the setting before all', { bedrockRuntime: own }, { ANTHROPIC_BEDROCK_BASE_URL: gateway }, { bedrockRuntime: own }],
  ['an empty variable is none', undefined, { AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL: all }, { bedrock: all, bedrockRuntime: all, sts: all }],
])('%s', (_, setting, env, expected) => {
  expect(chooseEndpoints(setting, env)).toEqual(expected);
});

describe('a variable that holds no plain URL is named and not repeated', () => {
  test.each([
    ['AWS_ENDPOINT_URL', 'canary'],
    ['AWS_ENDPOINT_URL_STS', 'localhost:canary'],
    ['AWS_ENDPOINT_URL_BEDROCK', 'ftp://canary'],
    ['ANTHROPIC_BEDROCK_BASE_URL', 'https://me:canary@gateway.example'],
  ])('%s=%s', (name, value) => {
    const message = `The variable ${name} holds no http or https URL without a user name and password.`;
    expect(() => chooseEndpoints(undefined, { [name]: value })).toThrow(message);
  });
});
