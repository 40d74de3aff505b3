import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Result } from '../../../src/doctor/report.ts';
import { diagnose, faults, setScene } from '../diagnose.ts';
import type { Scene } from '../../support/scene.ts';
import { fakeClaude, type Misdeed } from './fake-claude.ts';

let scene: Scene;
beforeEach(async () => void (scene = await setScene()));
afterEach(() => scene.close());

const opus = 'eu.anthropic.claude-opus-5-5';

function play(misdeed?: Misdeed): Promise<readonly Result[]> {
  scene.write('bin/claude', fakeClaude(scene.path('told.json'), misdeed), 0o755);
  return diagnose(scene, ['--through']);
}

const told = () => JSON.parse(readFileSync(scene.path('told.json'), 'utf8')) as { words: string[]; cwd: string; env: Record<string, string> };
const only = (results: readonly Result[], code: string): Result => {
  const found = results.find((result) => result.code === code);
  if (found === undefined) throw new Error(`no ${code} in ${results.map((result) => result.code).join(', ')}`);
  return found;
};

describe('an assistant that does as lode planned', () => {
  test('is found well, and nothing reaches AWS or is billed (I7)', async () => {
    expect(faults(await play())).toEqual([]);
    expect(scene.sandbox.log().filter(({ service }) => service === 'bedrock-runtime')).toEqual([]);
    const { stdout } = await scene.run(['doctor', '--json', '--through']);
    const { results } = JSON.parse(stdout) as { results: readonly Result[] };
    expect(only(results, 'through.well').sentence).toBe(
      `Claude Code 2.1.329 asks for ${opus} in eu-west-1 as arn:aws:iam::111122223333:user/sandbox, as lode planned`,
    );
  });

  test('runs in an empty folder, without hooks, tools, sessions kept or an update (T16, T17), around any proxy', async () => {
    await play();
    const { words, cwd, env } = told();
    expect(words.slice(2)).toEqual(['--bare', '--tools', '', '--strict-mcp-config', '--no-session-persistence', '-p', 'ping']);
    expect([...scene.files().keys()].filter((path) => path.startsWith(`${cwd}/`))).toEqual([]);
    expect(env).toMatchObject({ DISABLE_AUTOUPDATER: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' });
    expect(env['NO_PROXY']?.split(',')).toContain('127.0.0.1');
    for (const name of ['ANTHROPIC_BEDROCK_BASE_URL', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_BEDROCK', 'AWS_ENDPOINT_URL_STS'])
      expect(env[name]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('leaves no file of its trial behind', async () => {
    await play();
    expect([...scene.files().keys()].filter((path) => /\/(overlays|trial)\//.test(path))).toEqual([]);
  });
});

describe('an assistant that does otherwise', () => {
  test.each<[string, Misdeed, string, RegExp]>([
    [
      'asks as somebody else',
      { key: 'AKIAOTHER00000000001' },
      'through.identity',
      /with access key AKIAOTHER00000000001, and not as lode handed over: access key <key>, arn:aws:iam::111122223333/,
    ],
    ['asks in another region', { region: 'us-west-2' }, 'through.region', /in us-west-2, and lode planned eu-west-1/],
    [
      'asks for another model (complaint 14)',
      { model: 'us.anthropic.claude-sonnet-4-6' },
      'through.model',
      new RegExp(`us\\.anthropic\\.claude-sonnet-4-6, and lode planned ${opus}`),
    ],
    [
      'sends nothing',
      { silent: true, says: 'Not logged in · Please run /login', code: 1 },
      'through.silent',
      /sent no request to the endpoint that lode gave it and ended with exit code 1/,
    ],
    [
      'fails although it was answered',
      { says: 'Something broke', code: 3 },
      'through.failed',
      /ended with exit code 3, although its 1 requests were all answered/,
    ],
  ])('%s', async (_, misdeed, code, sentence) => {
    const results = await play(misdeed);
    expect(faults(results)).toEqual([`fail ${code}`]);
    expect(only(results, code).sentence).toMatch(sentence);
    expect(only(results, code).remedies).not.toEqual([]);
  });

  test('the file and key that decide it too are named, without their values', async () => {
    scene.write('.claude/settings.json', '{ "env": { "AWS_REGION": "eu-west-1" } }');
    const result = only(await play({ region: 'us-west-2' }), 'through.region');
    expect(result.sentence).toContain('~/.claude/settings.json (user), env.AWS_REGION');
    expect(result.remedies).toEqual([{ kind: 'words', text: 'Look at ~/.claude/settings.json (user), env.AWS_REGION' }]);
  });

  test('its last words are the proof, and the gate that they name is the meaning', async () => {
    const words = 'API Error: 403 The security token included in the request is expired';
    const result = only(await play({ says: words, code: 1 }), 'through.failed');
    expect(result.proof).toBe(words);
    expect(result.sentence).toMatch(/expired/);
  });

  test('one that cannot be started is no silent one', async () => {
    scene.write('bin/claude', '#!/no/such/interpreter\n', 0o755);
    const results = await diagnose(scene, ['--through']);
    expect(results.find(({ check }) => check === 'through')?.code).toBe('through.not-started');
  });
});

describe('with a Bedrock API key', () => {
  const env = { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' };
  const playWithKey = (misdeed?: Misdeed): Promise<readonly Result[]> => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    scene.write('bin/claude', fakeClaude(scene.path('told.json'), misdeed), 0o755);
    return diagnose(scene, ['--through'], env);
  };
  const ofThrough = (results: readonly Result[]): readonly Result[] => results.filter(({ check }) => check === 'through');

  test('the same one is found well', async () => {
    expect(ofThrough(await playWithKey())).toEqual([]);
  });

  test('another one is not, and neither is shown', async () => {
    const results = ofThrough(await playWithKey({ bearer: 'bedrock-api-key-other', says: 'I was given bedrock-api-key-sandbox', code: 1 }));
    expect(results.map(({ code }) => code)).toEqual(['through.identity']);
    expect(JSON.stringify(results)).not.toMatch(/bedrock-api-key-(other|sandbox)/);
  });

  test('its last words lose it', async () => {
    expect(ofThrough(await playWithKey({ says: 'I was given bedrock-api-key-sandbox', code: 1 })).map(({ proof }) => proof)).toEqual(['I was given [secret]']);
  });
});

describe('when it is not asked for, or cannot be', () => {
  test('nothing is run', async () => {
    scene.write('bin/claude', fakeClaude(scene.path('told.json')), 0o755);
    const results = await diagnose(scene);
    expect(only(results, 'through.untried').sentence).toContain('ask for it with --through');
    expect(() => told()).toThrow('ENOENT');
  });

  test('no person is asked and awsAuthRefresh is not run', async () => {
    scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile: 'nobody', region: 'eu-west-1', awsAuthRefresh: `touch ${scene.path('ran')}` }));
    const results = await play();
    expect(results.find(({ check }) => check === 'through')?.severity).toBe('skip');
    expect([...scene.files().keys()]).not.toContain(scene.path('ran'));
  });

  test('without credentials the reason is theirs to say', async () => {
    scene.sandbox.set({ keys: { AKIASANDBOX000000001: 'expired' } });
    expect((await play()).find(({ check }) => check === 'through')?.severity).toBe('skip');
  });

  test('opencode has no such trial, and that is said', async () => {
    scene.write('bin/opencode', '#!/bin/sh\necho 1.18.34\n', 0o755);
    const results = await diagnose(scene, ['--through', '--assistant', 'opencode']);
    expect(only(results, 'through.untried').sentence).toContain('nobody knows how to try opencode in one prompt');
  });
});
