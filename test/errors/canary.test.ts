import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
  plant(scene);
});
afterEach(() => scene.close());

const canary = 'canary-3f9a-7c21';

/** Secrets in every slot that can hold one: files of AWS's, lode's and Claude Code's, and variables. */
function plant({ write }: Scene): void {
  write('.config/lode/settings.json', JSON.stringify({ awsProfile: 'sandbox', region: 'eu-west-1', env: { GITHUB_TOKEN: canary, DB_PASSWORD: canary } }));
  write('.claude/settings.json', JSON.stringify({ apiKeyHelper: 'true', env: { ANTHROPIC_API_KEY: canary, ANTHROPIC_AUTH_TOKEN: canary, MY_SECRET: canary } }));
  write('project/mine.json', JSON.stringify({ env: { OWN_TOKEN: canary, ANTHROPIC_CUSTOM_HEADERS: `Authorization: ${canary}` } }));
}

const environment = {
  ANTHROPIC_API_KEY: canary,
  ANTHROPIC_AUTH_TOKEN: canary,
  AWS_CONTAINER_AUTHORIZATION_TOKEN: canary,
  OPENCODE_CONFIG_CONTENT: JSON.stringify({ provider: { other: { options: { apiKey: canary } } } }),
  GH_TOKEN: canary,
  LODE_ENV: JSON.stringify({ NPM_TOKEN: canary }),
};

/** Who may hold what: the secrets of the sandbox's keys and of every session it handed out, besides the planted one. */
function secrets(): readonly string[] {
  const issued = [...scene.sandbox.world.keys.values()].flatMap(({ secretAccessKey, sessionToken }) => [
    secretAccessKey,
    ...(sessionToken === undefined ? [] : [sessionToken]),
  ]);
  return [canary, 'bedrock-api-key-sandbox', sandboxKeys.user.secretAccessKey, ...issued];
}

/** Files where a secret was planted, or belongs; the undo of a settings file is a copy of it. */
const places = [
  /\/state\/lode\/undo\/[0-9a-f]+\.json$/,
  /\/\.aws\//,
  /\/\.config\/lode\/settings\.json$/,
  /\/\.claude\/settings\.json$/,
  /\/project\/mine\.json$/,
  /\/\.cache\/lode\/credentials\/[0-9a-f]+\.json$/,
];

function spilled(): readonly string[] {
  const all = secrets();
  return [...scene.files()]
    .filter(([path, text]) => !places.some((place) => place.test(path)) && all.some((secret) => text.includes(secret)))
    .map(([path]) => path);
}

const commands: readonly (readonly string[])[] = [
  ['claude', '-p', 'hello'],
  ['claude', '--settings', 'mine.json', '-p', 'hello'],
  ['--verbose', 'claude', '-p', 'hello'],
  ['--dry-run', '--verbose', 'claude', '--settings', 'mine.json'],
  ['--json', 'claude', '--settings', 'mine.json'],
  ['--dry-run', 'opencode'],
  ['env', '--shell', 'json'],
  ['env', 'opencode', '--shell', 'bash'],
  ['status', '--json'],
  ['--verbose', 'status'],
  ['config', 'list'],
  ['config', 'list', '--json'],
  ['config', 'get', 'env'],
  ['config', 'set', 'model', 'opus'],
  ['models', 'resolve', 'opus', '--json'],
  ['models', 'refresh'],
  ['ask', 'ping'],
  ['--aws-profile', 'gone', 'claude'],
  ['--aws-profile', 'sandbox-expired', 'claude'],
  ['--aws-profile', 'sandbox-sso', 'claude'],
  ['--aws-profile', 'sandbox-role', 'claude'],
  ['--aws-profile', 'sandbox-process', 'status'],
  ['--aws-profile', 'sandbox-login', 'status'],
  ['--aws-profile', 'sandbox-sso', '--verbose', 'login', '--device', '--force', '--qr'],
  ['--aws-profile', 'sandbox-sso', 'login', '--install-profile', 'work', '--dry-run'],
  ['--aws-profile', 'sandbox-sso', 'logout'],
  ['--verbose', 'refresh'],
  ['refresh', '--json'],
  ['refresh', '--status'],
  ['refresh', '--install', '--with', 'cron', '--dry-run'],
  ['--verbose', '--handover', 'endpoint', 'opencode'],
  ['--model', 'opsu', 'claude'],
  ['frobnicate'],
];

describe('no secret comes out, and none lands in a file but the cache of sessions', () => {
  beforeEach(() => scene.write('bin/opencode', '#!/bin/sh\necho 1.18.34\n', 0o755));

  test.each(commands.map((argv) => [argv.join(' '), argv] as const))('lode %s', async (_, argv) => {
    const shown = [await scene.runAsIs(argv, environment), await scene.runAsIs(argv, environment)];
    expect(shown.map(({ code }) => code)).not.toContain(70);
    const text = shown.map(({ stdout, stderr }) => stdout + stderr).join();
    expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
    expect(spilled()).toEqual([]);
  });

  test('a Bedrock API key', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    const env = { ...environment, AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' };
    const shown = [];
    for (const argv of [['claude'], ['status', '--json'], ['--json', 'claude'], ['env', '--shell', 'json'], ['credentials'], ['ask', 'ping']])
      shown.push(await scene.runAsIs(argv, env));
    expect(shown.map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain('bedrock-api-key-sandbox');
    expect(spilled()).toEqual([]);
  });

  test('a key pair in the environment', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    const env = { ...environment, AWS_ACCESS_KEY_ID: sandboxKeys.user.accessKeyId, AWS_SECRET_ACCESS_KEY: sandboxKeys.user.secretAccessKey };
    for (const argv of [
      ['--verbose', 'claude'],
      ['status', '--json'],
      ['--json', 'claude'],
    ]) {
      const { code, stdout, stderr } = await scene.runAsIs(argv, env);
      expect(code).toBe(0);
      expect(secrets().filter((secret) => (stdout + stderr).includes(secret))).toEqual([]);
    }
    expect(spilled()).toEqual([]);
  });
});

describe('the child gets them all the same', () => {
  test('those of the setting env and of --settings, in its environment', async () => {
    scene.write('bin/claude', '#!/bin/sh\n[ "$1" = --version ] && { echo 2.1.329; exit; }\necho "$GITHUB_TOKEN|$OWN_TOKEN|$NPM_TOKEN"\n', 0o755);
    const { stdout } = await scene.runAsIs(['claude', '--settings', 'mine.json'], environment);
    expect(stdout).toBe(`${canary}|${canary}|${canary}\n`);
  });
});

test('the cache of sessions is for its owner only, its folders too', async () => {
  await scene.runAsIs(['claude', '-p', 'hello']);
  const cached = [...scene.files().keys()].filter((path) => path.includes('/.cache/lode/credentials/'));
  expect(cached).toHaveLength(1);
  const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
  expect([...cached, scene.path('.cache/lode/credentials'), scene.path('.cache/lode')].map(modeOf)).toEqual(['600', '700', '700']);
  await scene.runAsIs(['config', 'set', 'model', 'opus']);
  expect([...scene.files().keys()].filter((path) => path.includes('/undo/')).map(modeOf)).toEqual(['600']);
});

test('lode credentials is the one command that prints one', async () => {
  const { stdout, stderr } = await scene.runAsIs(['credentials', '--format', 'export'], environment);
  expect(secrets().some((secret) => stdout.includes(secret))).toBe(true);
  expect(secrets().filter((secret) => stderr.includes(secret))).toEqual([]);
  expect(stdout).not.toContain(canary);
  expect(stdout).not.toContain(sandboxKeys.user.secretAccessKey);
});
