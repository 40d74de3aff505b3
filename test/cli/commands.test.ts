import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const opus = 'eu.anthropic.claude-opus-5-5';

function data(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('lode status', () => {
  test('says who, where, with which models and until when', async () => {
    const { code, stdout, stderr } = await scene.run(['status']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replaceAll(/until .*/g, 'until       UNTIL')).toMatchSnapshot();
  });

  test('with --json as data with a version', async () => {
    const { stdout } = await scene.run(['status', '--json']);
    expect(data(stdout)).toMatchObject({
      schema: 1,
      identity: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/sandbox' },
      checked: 'now',
      source: { kind: 'profile', profile: 'sandbox', via: 'keys', why: expect.stringContaining('key awsProfile') as string },
      region: 'eu-west-1',
      models: { main: { id: opus }, tiers: { opus: { id: opus } } },
      modelList: { profiles: 10 },
    });
    expect(Object.keys(data(stdout))).toEqual(['schema', 'identity', 'checked', 'source', 'expiration', 'region', 'regionWhy', 'models', 'modelList']);
  });

  test('takes settings and an environment on either side of its name', async () => {
    scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox", "region": "eu-west-1", "environments": { "north": { "region": "eu-north-1" } } }');
    const region = async (...argv: readonly string[]): Promise<unknown> => data((await scene.run(argv)).stdout)['region'];
    expect(await region('-e', 'north', '--json', 'status')).toBe('eu-north-1');
    expect(await region('status', '--json', '-e', 'north')).toBe('eu-north-1');
    expect(await region('--region', 'eu-west-3', 'status', '--region', 'eu-central-1', '--json')).toBe('eu-central-1');
  });

  test('with a Bedrock API key says that nobody is known by it', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    const { code, stdout } = await scene.run(['status'], { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('identity    not known for a Bedrock API key\n') as string });
  });
});

describe('lode credentials', () => {
  const fields = ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'];

  test('for credential_process, by default', async () => {
    const { code, stdout, stderr } = await scene.run(['credentials']);
    expect({ code, stderr, keys: Object.keys(data(stdout)) }).toEqual({ code: 0, stderr: '', keys: ['Version', ...fields] });
  });

  test('for awsCredentialExport', async () => {
    const { stdout } = await scene.run(['credentials', '--format', 'export']);
    expect(Object.keys(data(stdout)['Credentials'] as object)).toEqual(fields);
  });

  test('for a shell', async () => {
    const { stdout } = await scene.run(['credentials', '--format=env']);
    expect(stdout.split('\n').map((line) => line.split('=')[0])).toEqual([
      'export AWS_ACCESS_KEY_ID',
      'export AWS_SECRET_ACCESS_KEY',
      'export AWS_SESSION_TOKEN',
      'export AWS_CREDENTIAL_EXPIRATION',
      '',
    ]);
  });

  test('are asked for with nobody watching, so no sign-in is started', async () => {
    const settings = { awsProfile: 'sandbox-expired', region: 'eu-west-1', awsAuthRefresh: `touch ${scene.path('signed-in')}` };
    scene.write('.config/lode/settings.json', JSON.stringify(settings));
    const { code, stdout, stderr } = await scene.run(['credentials']);
    expect({ code, stdout, started: existsSync(scene.path('signed-in')) }).toEqual({ code: 4, stdout: '', started: false });
    expect(stderr).toContain('have expired');
    expect((await scene.run(['claude'])).code).toBe(4);
    expect(existsSync(scene.path('signed-in'))).toBe(true);
  });

  test('are the same ones until they are renewed', async () => {
    expect((await scene.run(['credentials'])).stdout).toBe((await scene.run(['credentials'])).stdout);
  });

  test('there are none of a Bedrock API key', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    expect(await scene.run(['credentials'], { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' })).toMatchSnapshot();
  });
});

describe('lode env', () => {
  /** Evaluates the text with the shell itself and prints two variables. */
  const shells: readonly (readonly [string, (text: string) => string])[] = [
    ['bash', (text) => execFileSync('bash', ['-c', `${text}\nprintf %s "$AWS_REGION $ANTHROPIC_MODEL"`], { encoding: 'utf8' })],
    ['zsh', (text) => execFileSync('zsh', ['-c', `${text}\nprintf %s "$AWS_REGION $ANTHROPIC_MODEL"`], { encoding: 'utf8' })],
    ['fish', (text) => execFileSync('fish', ['-c', `${text}\nprintf %s "$AWS_REGION $ANTHROPIC_MODEL"`], { encoding: 'utf8' })],
    ['json', (text) => `${String(data(text)['AWS_REGION'])} ${String(data(text)['ANTHROPIC_MODEL'])}`],
    ['dotenv', (text) => `${parseEnv(text)['AWS_REGION']} ${parseEnv(text)['ANTHROPIC_MODEL']}`],
  ];
  const there = (shell: string): boolean =>
    ['json', 'dotenv'].includes(shell) || ['/bin', '/usr/bin', '/usr/local/bin'].some((folder) => existsSync(`${folder}/${shell}`));

  test.each(shells.filter(([shell]) => there(shell)))('%s takes it in', async (shell, evaluate) => {
    const { code, stdout } = await scene.run(['env', '--shell', shell]);
    expect({ code, seen: evaluate(stdout.replaceAll(/[<>]/g, '')) }).toEqual({ code: 0, seen: `eu-west-1 ${opus}` });
  });

  test.each(['bash', 'zsh', 'fish', 'powershell', 'cmd', 'json', 'dotenv'])('%s in full', async (shell) => {
    const { stdout, stderr } = await scene.run(['env', '--shell', shell], { ANTHROPIC_BASE_URL: 'https://gone.example' });
    expect(stdout).toMatchSnapshot();
    expect(stderr).toMatch(/^lode: /);
  });

  test("another assistant's; its secrets are left out and named", async () => {
    scene.write('bin/opencode', '#!/bin/sh\necho 1.18.34\n', 0o755);
    const { code, stdout, stderr } = await scene.run(['env', 'opencode', '--shell', 'json']);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/SECRET|SESSION_TOKEN/);
    expect(stderr).toContain(
      'lode: left out because they are secret: AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. Credentials come from: lode credentials --format env\n',
    );
  });
});

describe('lode ask', () => {
  test('one streamed answer on stdout, tokens and time on stderr', async () => {
    const { code, stdout, stderr } = await scene.run(['ask', 'ping']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'pong\n' });
    expect(stderr).toMatch(/^lode: eu\.anthropic\.claude-opus-5-5 in eu-west-1 · \d+ tokens in, \d+ out · first text after \d+ ms, \d+\.\d\d s in all\n$/);
    expect(scene.sandbox.log().at(-1)).toMatchObject({ operation: 'ConverseStream', model: opus, region: 'eu-west-1', account: '111122223333' });
  });

  test('words without quotes, quietly, another model', async () => {
    expect(await scene.run(['--quiet', '--model', 'haiku', 'ask', 'ping', 'please'])).toMatchObject({ code: 0, stderr: '' });
    expect(scene.sandbox.log().at(-1)).toMatchObject({ model: 'eu.anthropic.claude-haiku-5-5' });
  });

  test('with a Bedrock API key', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    expect(await scene.run(['ask', 'ping'], { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' })).toMatchObject({ code: 0, stdout: 'pong\n' });
  });

  test.each(['no-access', 'form', 'expired', 'tpm', 'capacity', 'stream-throttle'])("a refusal (%s) in AWS's words, with who and where", async (id) => {
    scene.sandbox.set({ errors: [{ id, service: 'bedrock-runtime' }] });
    expect(await scene.run(['--quiet', 'ask', 'ping'])).toMatchSnapshot();
  });
});

describe('lode models', () => {
  test('resolve prints the ID alone on stdout, the why on stderr', async () => {
    const { code, stdout, stderr } = await scene.run(['models', 'resolve', 'sonnet-4.5']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0\n' });
    expect(stderr).toMatch(/^ {2}\S/);
  });
  test('resolve --json', async () => {
    expect(data((await scene.run(['models', 'resolve', 'opus', '--json'])).stdout)).toMatchObject({
      schema: 1,
      kind: 'chosen',
      id: opus,
      evidence: 'account',
      geography: 'eu',
    });
  });
  test('resolve of what cannot be had', async () => {
    expect(await scene.run(['models', 'resolve', 'opsu'])).toMatchObject({ code: 1, stdout: '' });
  });
  test('refresh asks the account again', async () => {
    await scene.run(['status']);
    const before = scene.sandbox.log().length;
    expect(await scene.run(['models', 'refresh'])).toEqual({
      code: 0,
      stdout: '10 inference profiles, 14 models in eu-west-1 for user/sandbox in account 111122223333\n',
      stderr: '',
    });
    expect(
      scene.sandbox
        .log()
        .slice(before)
        .map(({ operation }) => operation)
        .toSorted(),
    ).toEqual(['ListFoundationModels', 'ListInferenceProfiles', 'ListInferenceProfiles']);
  });
  test('refresh that is refused leaves the old list', async () => {
    await scene.run(['status']);
    scene.sandbox.set({ errors: [{ id: 'discovery' }] });
    expect(await scene.run(['models', 'refresh'])).toMatchSnapshot();
    expect((await scene.run(['status'])).stdout).toContain('10 inference profiles');
  });
});

describe('lode config', () => {
  test('set, get, unset and undo, keeping comments', async () => {
    scene.write('.config/lode/settings.json', '{\n  // mine\n  "region": "eu-west-1"\n}\n');
    expect(await scene.run(['config', 'set', 'model', 'sonnet'])).toMatchObject({ code: 0, stdout: '' });
    expect(await scene.run(['config', 'get', 'model'])).toEqual({ code: 0, stdout: 'sonnet\n', stderr: '' });
    expect(scene.files().get(scene.path('.config/lode/settings.json'))).toContain('// mine');
    expect(await scene.run(['config', 'unset', 'model'])).toMatchObject({ code: 0 });
    expect(await scene.run(['config', 'get', 'model'])).toMatchObject({ code: 1, stdout: '' });
    expect(await scene.run(['config', 'undo'])).toMatchObject({ code: 0 });
    expect((await scene.run(['config', 'get', 'model'])).stdout).toBe('sonnet\n');
  });
  test('list, as text and as data, each value with its origin', async () => {
    expect((await scene.run(['config'])).stdout).toMatchSnapshot();
    expect(data((await scene.run(['config', 'list', '--json'])).stdout)).toMatchObject({
      schema: 1,
      settings: { region: { value: 'eu-west-1', origin: { kind: 'file', layer: 'user', key: 'region' } } },
    });
  });
  test('path and schema', async () => {
    expect((await scene.run(['config', 'path'])).stdout).toMatchSnapshot();
    expect(data((await scene.run(['config', 'schema'])).stdout)).toMatchObject({ properties: { region: expect.anything() as unknown } });
  });
});

describe('a dry run', () => {
  test('prints the plan and does none of it', async () => {
    const { code, stdout } = await scene.run(['--dry-run', 'claude', '-p', 'say hello']);
    expect(code).toBe(0);
    expect(stdout).toContain('\nCommand\n  ~/bin/claude --settings ');
    expect([...scene.files().keys()].filter((path) => path.includes('/overlays/'))).toEqual([]);
  });
  test('as data', async () => {
    const { stdout } = await scene.run(['--json', 'claude', '-p', 'say hello']);
    expect(data(stdout)).toMatchObject({
      schema: 1,
      assistant: { name: 'claude', version: '2.1.329' },
      region: 'eu-west-1',
      identity: { account: '111122223333' },
      command: [expect.any(String), '--settings', expect.any(String), '-p', 'say hello'],
    });
  });
  test('of words that need no model', async () => {
    expect(await scene.run(['--dry-run', 'claude', 'mcp', 'list'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'lode: passed straight through to ~/bin/claude: "claude mcp" starts no session\n',
    });
  });
});

test("--verbose tells each decision on stderr, and stdout is the assistant's", async () => {
  const { stdout, stderr } = await scene.run(['--verbose', 'claude', '-p', 'hello']);
  expect(stdout).toMatch(/^claude <--settings>/);
  for (const name of ['assistant', 'credentials', 'identity', 'region', 'model list', 'model', 'small model'])
    expect(stderr).toMatch(new RegExp(`^${name} +\\S`, 'm'));
});
