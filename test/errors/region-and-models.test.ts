import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const launch = ['claude', '-p', 'hello'];
const noRegion = (): string => scene.write('.config/lode/settings.json', '{ "awsProfile": "plain" }');
/** Session keys at hand and no AWS to ask, as in a region that does not exist. */
const nowhere = {
  AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
  AWS_ENDPOINT_URL_BEDROCK: 'http://127.0.0.1:9',
  AWS_ACCESS_KEY_ID: 'ASIASANDBOX000000009',
  AWS_SECRET_ACCESS_KEY: 'x',
  AWS_SESSION_TOKEN: 'x',
};
const plain = '[plain]\naws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = sandbox/secret/of/the/user/0000000000001\n';

describe('a region that cannot be used', () => {
  beforeEach(() => {
    scene.write('.aws/credentials', plain);
    noRegion();
  });
  test.each<[string, readonly string[], Record<string, string>?]>([
    ['none anywhere', []],
    ['an availability zone, as a flag', ['--region', 'eu-west-1a']],
    ['an availability zone, in AWS_REGION', [], { AWS_REGION: 'eu-west-1a' }],
    ['capitals and underscores, as a flag', ['--region', 'EU_WEST_1']],
    ['capitals and underscores, in AWS_REGION', [], { AWS_REGION: 'EU_WEST_1' }],
    ['empty, as a flag', ['--region', '']],
    ['empty, in AWS_REGION', [], { AWS_REGION: '' }],
    ['white space, in AWS_REGION', [], { AWS_REGION: ' ' }],
    ['a region without Bedrock', ['--region', 'ap-east-1']],
    ['a region without Bedrock, in AWS_DEFAULT_REGION', [], { AWS_DEFAULT_REGION: 'cn-north-1' }],
    ['wrong in LODE_REGION', [], { LODE_REGION: 'eu-west' }],
  ])('%s', async (_, flags, env) => {
    const shown = await scene.run([...flags, ...launch], env);
    expect(shown.stdout).toBe('');
    expect([1, 2]).toContain(shown.code);
    expect(shown).toMatchSnapshot();
  });

  test('a region without Bedrock, in the profile', async () => {
    scene.write('.aws/config', '[profile plain]\nregion = ap-east-1\n');
    expect(await scene.run(launch)).toMatchSnapshot();
  });
});

describe('a region that neither the catalog nor an account knows', () => {
  test.each(['mars-north-1', 'eu-wset-1'])('%s', async (region) => {
    scene.write('.config/lode/settings.json', '{}');
    const shown = await scene.run(['--region', region, ...launch], nowhere);
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

test('a slip in the region of a profile whose credentials cannot be fetched there is named as the likely cause', async () => {
  const shown = await scene.run(['--region', 'eu-wset-1', ...launch], { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' });
  expect(shown).toMatchObject({ code: 4, stdout: '' });
  expect(shown).toMatchSnapshot();
});

describe('an endpoint that is none', () => {
  test.each([
    ['AWS_ENDPOINT_URL_STS', 'nonsense'],
    ['ANTHROPIC_BEDROCK_BASE_URL', 'https://me:canary-3f9a@gateway.example'],
  ])('%s=%s', async (name, value) => {
    const shown = await scene.run(launch, { [name]: value });
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

describe('a model that cannot be had', () => {
  test.each<[string, readonly string[], Record<string, string>?]>([
    ['unknown, with a slip', ['--model', 'opsu']],
    ['unknown altogether', ['--model', 'gpt-5']],
    ['retired', ['--model', 'claude-3-opus']],
    ['outside a strict geography', ['--model', 'us.anthropic.claude-opus-5-5', '--residency', 'strict']],
    ['not in a geography of its own', ['--geography', 'jp', '--residency', 'strict']],
    ['with a space', ['--model', 'opus 5']],
    ['empty', ['--model', '']],
    ['a small one, unknown', ['--small-fast-model', 'haikoo']],
    ['in LODE_MODEL', [], { LODE_MODEL: 'opsu' }],
    ['an ARN of another region', ['--model', 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123']],
    ['not listed by the account', ['--model', 'eu.anthropic.claude-opus-4-1-20250805-v1:0']],
  ])('%s', async (_, flags, env) => {
    const shown = await scene.run([...flags, ...launch], env);
    expect(shown.stdout).toBe('');
    expect([1, 2]).toContain(shown.code);
    expect(shown).toMatchSnapshot();
  });

  test("wished for by the assistant's own file gives way with a note", async () => {
    scene.write('.claude/settings.json', '{ "env": { "ANTHROPIC_MODEL": "us.anthropic.claude-3-opus-20240229-v1:0" } }');
    expect(await scene.run(launch)).toMatchSnapshot();
  });
});

test('an account that may not list its models goes on with a labelled guess', async () => {
  scene.sandbox.set({ errors: [{ id: 'discovery' }] });
  expect(await scene.run(launch)).toMatchSnapshot();
});

test('an unreachable AWS is no credential failure: with credentials at hand the launch goes on and says so', async () => {
  scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
  expect(await scene.run(launch, nowhere)).toMatchSnapshot();
});
