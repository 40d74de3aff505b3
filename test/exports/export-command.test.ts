import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { consumerNames } from '../../src/exports/consumer-names.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene({ applicationProfiles: [{ id: 'team01', name: 'team', copyOf: 'eu.anthropic.claude-sonnet-5-5' }] });
});
afterAll(() => scene.close());

const secrets = Object.values(sandboxKeys).map(({ secretAccessKey }) => secretAccessKey);

test.each(consumerNames)('for %s: the document on stdout, where it goes on stderr, no secret in either, and no new file', async (consumer) => {
  await scene.run(['models', 'refresh']);
  const before = [...scene.files().keys()];
  const { code, stdout, stderr } = await scene.runAsIs(['models', 'export', '--for', consumer]);
  expect(code).toBe(0);
  expect(consumer === 'litellm' ? parse(stdout) : JSON.parse(stdout)).toBeTypeOf('object');
  expect(stdout).toContain('eu.anthropic.claude-opus-5-5');
  expect(stderr).toMatch(/^lode: For /);
  for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  expect([...scene.files().keys()].filter((file) => !file.includes('.cache/lode'))).toEqual(before.filter((file) => !file.includes('.cache/lode')));
});

test('--all adds every other Claude model inside the geography and the profiles of the account, each once', async () => {
  const { stdout } = await scene.run(['models', 'export', '--for', 'litellm', '--all']);
  const names = (parse(stdout) as { model_list: { model_name: string }[] }).model_list.map(({ model_name }) => model_name);
  expect(names).toEqual(['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-sonnet-4-5', 'claude-haiku-4-5', 'team']);
  expect(stdout).not.toContain('global.');
});

test('a key pair of the environment stays there', async () => {
  const { accessKeyId, secretAccessKey } = sandboxKeys.user;
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_PROFILE: undefined };
  scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }\n');
  const { code, stdout, stderr } = await scene.runAsIs(['models', 'export', '--for', 'litellm'], env);
  scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox", "region": "eu-west-1" }\n');
  expect(code).toBe(0);
  expect(stdout).toContain('aws_access_key_id: os.environ/AWS_ACCESS_KEY_ID');
  for (const word of [accessKeyId, secretAccessKey]) expect(stdout + stderr).not.toContain(word);
});

test('--quiet leaves the document alone', async () => {
  expect(await scene.run(['--quiet', 'models', 'export', '--for', 'claude'])).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ['no program', [], 2, /--for/],
  ['an unknown program', ['--for', 'cursor'], 2, /openclaw, moltbot, zero, dify, litellm, opencode, claude/],
  ['a schema for another than OpenClaw', ['--for', 'dify', '--schema', 'old'], 2, /--schema is for OpenClaw/],
  ['a region that Dify does not offer', ['--for', 'dify', '--region', 'eu-north-1'], 1, /lode models export --for dify --region eu-central-1/],
])('%s is refused', async (_, words, code, message) => {
  const run = await scene.run(['models', 'export', ...words]);
  expect(run).toMatchObject({ code, stdout: '' });
  expect(run.stderr).toMatch(message);
});
