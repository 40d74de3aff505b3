import { describe, expect, test } from 'vitest';
import { insideChange, insideEnvironment } from '../../src/sandbox/inside-environment.ts';

const inside = { url: 'http://127.0.0.1:7', home: '/tmp/h', keepHome: false };

describe('inside the sandbox', () => {
  test("every AWS variable of the caller's own is gone or replaced", () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'real',
      AWS_BEARER_TOKEN_BEDROCK: 'real',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_PROFILE: 'work',
      AWS_REGION: 'us-east-1',
      PATH: '/bin',
    };
    const child = insideEnvironment(env, inside);
    expect(Object.values(child)).not.toContain('real');
    expect(child).not.toHaveProperty('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS');
    expect(child).toMatchObject({ AWS_PROFILE: 'sandbox', AWS_REGION: 'eu-west-1', PATH: '/bin', HOME: '/tmp/h' });
  });

  test('every endpoint is the sandbox', () => {
    const child = insideEnvironment({}, inside);
    const endpoints = Object.entries(child).filter(([name]) => /ENDPOINT|_URL$/.test(name));
    expect(endpoints.length).toBeGreaterThanOrEqual(9);
    expect(new Set(endpoints.map(([, value]) => value))).toEqual(new Set([inside.url]));
  });

  test.each([
    ['nothing', {}, '127.0.0.1,localhost'],
    ['an exception', { NO_PROXY: 'corp.example' }, 'corp.example,127.0.0.1,localhost'],
    ['one in small letters', { no_proxy: 'corp.example' }, 'corp.example,127.0.0.1,localhost'],
  ])('loopback goes past a proxy beside %s of the caller', (_what, env, expected) => {
    expect(insideEnvironment(env, inside)).toMatchObject({ NO_PROXY: expected, no_proxy: expected });
  });

  const homes = { HOME: '/home/me', XDG_CONFIG_HOME: '/home/me/.config', CLAUDE_CONFIG_DIR: '/home/me/.claude' };

  test('folders of the real home are out of sight', () => {
    expect(insideChange(homes, inside).remove).toEqual(['CLAUDE_CONFIG_DIR', 'XDG_CONFIG_HOME']);
  });

  test('a home that is kept stays whole; only the AWS files come from the sandbox', () => {
    const child = insideEnvironment(homes, { ...inside, keepHome: true });
    expect(child).toMatchObject({ ...homes, AWS_CONFIG_FILE: '/tmp/h/.aws/config', AWS_SHARED_CREDENTIALS_FILE: '/tmp/h/.aws/credentials' });
  });
});
