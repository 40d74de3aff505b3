import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentialsQuestion } from '../../src/launcher/remembered/remembered-credentials.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => void (scene = await setScene()));
afterEach(() => scene.close());

const words = ['credentials', '--aws-profile', 'sandbox-sso'];

/** Asks as a program does that has it as its `credential_process`: the key, and how often AWS was called. */
async function ask(args: readonly string[] = words, env: Readonly<Record<string, string>> = {}) {
  const before = scene.sandbox.log().length;
  const { code, stdout, stderr } = await scene.runAsIs(args, env);
  const key = stdout.startsWith('{') ? (JSON.parse(stdout) as { AccessKeyId: string }).AccessKeyId : undefined;
  return { code, key, stderr, calls: scene.sandbox.log().length - before };
}

test('the answer is repeated without a call, and without anything said', async () => {
  const first = await ask();
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect([...scene.files().keys()].filter((path) => path.includes('/launches/credentials-'))).toHaveLength(1);
  expect(await ask()).toEqual({ code: 0, key: first.key, stderr: '', calls: 0 });
});

describe('it is decided anew when', () => {
  test('the profile now means another role', async () => {
    const first = await ask();
    const path = scene.path('.aws/config');
    writeFileSync(path, readFileSync(path, 'utf8').replace('sso_role_name = Developer', 'sso_role_name = ReadOnly'));
    const second = await ask();
    expect(second.code).toBe(0);
    expect(second.key).not.toBe(first.key);
  });

  test('the settings name another profile', async () => {
    const first = await ask(['credentials']);
    scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox-other", "region": "eu-west-1" }\n');
    expect((await ask(['credentials'])).key).not.toBe(first.key);
  });

  test('a variable of lode says otherwise', async () => {
    const first = await ask(['credentials']);
    expect((await ask(['credentials'], { LODE_AWS_PROFILE: 'sandbox-other' })).key).not.toBe(first.key);
  });

  test('the cached credentials are gone', async () => {
    const first = await ask();
    for (const path of scene.files().keys()) if (path.includes('/.cache/lode/credentials/')) writeFileSync(path, '{}');
    const second = await ask();
    expect(second.key).not.toBe(first.key);
    expect(second.calls).toBe(1);
  });

  test('another form is asked for', async () => {
    await ask();
    const { stdout } = await scene.runAsIs([...words, '--format', 'env']);
    expect(stdout).toMatch(/^export AWS_ACCESS_KEY_ID=/);
  });
});

describe('words that are remembered', () => {
  test.each<[readonly string[], boolean]>([
    [['credentials'], true],
    [['credentials', '--format', 'process', '--aws-profile', 'work'], true],
    [['--aws-profile=work', '-e', 'home', 'credentials', '--region', 'eu-west-1'], true],
    [['credentials', '--aws-credential-export', 'get --token=secret'], false],
    [['--env', '{"A":"secret"}', 'credentials'], false],
    [['--verbose', 'credentials'], false],
    [['claude', 'credentials'], false],
    [['status'], false],
  ])('%j: %s', (argv, expected) => expect(credentialsQuestion(argv, '/') !== undefined).toBe(expected));
});
