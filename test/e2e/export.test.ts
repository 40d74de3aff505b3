import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bare, lode } from './stage/launch.ts';
import { seen } from './stage/requests.ts';
import { region, setStage, type Stage } from './stage/stage.ts';

const opus = 'eu.anthropic.claude-opus-5-5';
const haiku = 'eu.anthropic.claude-haiku-5-5';
const settings = { awsProfile: 'work', region };

/** Exports for a program and keeps what was printed in a file of the stage's home; returns its path. */
async function exported(stage: Stage, words: readonly string[]): Promise<string> {
  const { code, stdout } = await lode(stage, ['models', 'export', '--for', ...words]);
  expect(code).toBe(0);
  stage.write('home', { 'exported.json': stdout });
  return join(stage.home, 'exported.json');
}

function call(stage: Stage, model: string) {
  return { model, region, accessKeyId: stage.key.accessKeyId, arn: stage.key.arn, status: 200 };
}

describe('Claude Code with nothing but the exported settings', () => {
  test('uses the main model, the region and the identity of a launch', async () => {
    const stage = await setStage({ settings });
    const file = await exported(stage, ['claude']);
    expect(await bare(stage, ['--settings', file, '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(stage.inference().map(seen)).toEqual([call(stage, opus)]);
  });

  test.each([
    ["Anthropic's ID with its date", 'claude-haiku-4-5-20251001', 'global.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ["Anthropic's ID", 'claude-sonnet-4-6', 'global.anthropic.claude-sonnet-4-6'],
    ['the name of a tier', 'haiku', 'global.anthropic.claude-haiku-5-5'],
  ])('calls the profile of the account for %s, where its own guess would be another', async (_, model, id) => {
    const stage = await setStage({ settings: { ...settings, geography: 'global' } });
    const file = await exported(stage, ['claude', '--all']);
    expect(await bare(stage, ['--settings', file, '--model', model, '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(stage.inference().map(seen)).toEqual([call(stage, id)]);
  });

  test.each(['eu.anthropic.claude-opus-4-6-v1', 'global.anthropic.claude-opus-5-5', 'claude-opus-5', 'sonnet-4.6'])(
    'does not call %s, which was not exported',
    async (model) => {
      const stage = await setStage({ settings });
      const file = await exported(stage, ['claude']);
      const run = await bare(stage, ['--settings', file, '--model', model, '-p', 'ping']);
      expect(stage.inference().map((one) => one.model)).toEqual([opus]);
      expect(run.stderr).toContain('restricted');
    },
  );
});

const unshare = '/usr/bin/unshare';
/** Whether this machine can give a process a folder /etc of its own. */
const hasOwnEtc = spawnSync(unshare, ['-rm', 'sh', '-c', 'mount -t overlay overlay -o lowerdir=/usr:/etc /etc']).status === 0;

describe('what holds where, for Claude Code', () => {
  const prefixNames = { availableModels: [opus, 'claude-opus-5'], availableModelsMatch: 'exact' };

  /** Claude Code with these managed settings, which lie where it looks for them and nobody else sees them. */
  const managed = (stage: Stage, document: object, words: readonly string[]) => {
    stage.write('home', { 'etc/claude-code/managed-settings.json': document });
    const script = 'mount -t overlay overlay -o "lowerdir=$0:/etc" /etc && exec "$@"';
    return bare({ ...stage, program: unshare }, ['-rm', 'sh', '-c', script, join(stage.home, 'etc'), stage.program, ...words]);
  };

  const documentOf = async (stage: Stage, words: readonly string[]): Promise<object> => JSON.parse(readFileSync(await exported(stage, words), 'utf8'));

  test.skipIf(!hasOwnEtc)('managed settings are the only list, to the letter', async () => {
    const stage = await setStage({ settings });
    const document = { ...(await documentOf(stage, ['claude', '--all'])), ...prefixNames };
    const wider = JSON.stringify({ availableModels: ['global.anthropic.claude-opus-5-5', 'claude-sonnet-5-5'] });
    for (const model of ['global.anthropic.claude-opus-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-opus-5'])
      expect((await managed(stage, document, ['--settings', wider, '--model', model, '-p', 'ping'])).stdout).toBe('pong\n');
    expect(stage.inference().map((one) => one.model)).toEqual([opus, opus, opus, 'eu.anthropic.claude-opus-5']);
  });

  test.skipIf(!hasOwnEtc)('managed settings as they are exported answer, and nothing is said', async () => {
    const stage = await setStage({ settings });
    expect(await managed(stage, await documentOf(stage, ['claude']), ['-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n', stderr: '' });
    expect(stage.inference().map(seen)).toEqual([call(stage, opus)]);
  });

  test('elsewhere a name allows longer ones, which is said, and the match is passed over', async () => {
    const stage = await setStage({ settings });
    stage.write('home', {
      'wide.json': { ...(await documentOf(stage, ['claude', '--all'])), availableModels: ['claude-sonnet-5'], availableModelsMatch: 'exact' },
    });
    const run = await bare(stage, ['--settings', join(stage.home, 'wide.json'), '--model', 'claude-sonnet-5-5', '-p', 'ping']);
    expect(stage.inference().map((one) => one.model)).toEqual(['eu.anthropic.claude-sonnet-5-5']);
    expect(run.stderr).toContain('"availableModelsMatch" is only honored from managed settings');
  });

  test('elsewhere a list in a project adds to it', async () => {
    const stage = await setStage({ settings });
    stage.write('project', { '.claude/settings.json': { availableModels: ['eu.anthropic.claude-opus-5'] } });
    await bare(stage, ['--settings', await exported(stage, ['claude']), '--model', 'eu.anthropic.claude-opus-5', '-p', 'ping']);
    expect(stage.inference().map((one) => one.model)).toEqual(['eu.anthropic.claude-opus-5']);
  });
});

describe('under strict Claude Code with nothing but the exported settings', () => {
  test.each([
    ['calls what is inside the geography', 'claude-opus-4-8', [['eu.anthropic.claude-opus-4-8', 200]]],
    ['calls nothing where a name has nothing inside', 'claude-fable-5-2', [[opus, 200]]],
    ['calls no profile that reaches further', 'global.anthropic.claude-opus-5-5', [[opus, 200]]],
  ])('%s', async (_, model, calls) => {
    const stage = await setStage({ settings: { ...settings, residency: 'strict' } });
    await bare(stage, ['--settings', await exported(stage, ['claude']), '--model', model, '-p', 'ping']);
    expect(stage.inference().map((one) => [one.model, one.status])).toEqual(calls);
  });
});

test('Claude Code calls an exported small model in the region it was moved to, and no other there', async () => {
  const stage = await setStage({ settings: { ...settings, smallFastModelRegion: 'eu-north-1' } });
  const file = await exported(stage, ['claude']);
  // A hook that asks a model is background work.
  stage.write('home', { '.claude/settings.json': { hooks: { UserPromptSubmit: [{ hooks: [{ type: 'prompt', prompt: 'May this go on? $ARGUMENTS' }] }] } } });
  await bare(stage, ['--settings', file, '-p', 'ping']);
  const calls = stage.inference().map((one) => `${one.region} ${one.model} ${one.status}`);
  expect(new Set(calls)).toEqual(new Set([`${region} ${opus} 200`, `eu-north-1 ${haiku} 200`]));
});

test('opencode with an exported configuration lets the main model do the work of a small one of another region', async () => {
  const stage = await setStage({ assistant: 'opencode', settings: { ...settings, smallFastModelRegion: 'eu-north-1' } });
  const run = await bare(stage, ['run', 'ping'], { env: { OPENCODE_CONFIG: await exported(stage, ['opencode']) } });
  expect(run.stdout).toContain('pong');
  expect(new Set(stage.inference().map((one) => `${one.region} ${one.model}`))).toEqual(new Set([`${region} ${opus}`]));
});

describe('opencode with nothing but the exported configuration', () => {
  test('answers with the models of a launch', async () => {
    const stage = await setStage({ assistant: 'opencode', settings });
    const run = await bare(stage, ['run', 'ping'], { env: { OPENCODE_CONFIG: await exported(stage, ['opencode']) } });
    expect(run.stdout).toContain('pong');
    expect(stage.inference().map(seen)).toEqual(expect.arrayContaining([call(stage, opus), call(stage, haiku)]));
    expect(new Set(stage.inference().map(({ model }) => model))).toEqual(new Set([opus, haiku]));
  });

  test('shows their names, limits and prices', async () => {
    const stage = await setStage({ assistant: 'opencode', settings });
    const run = await bare(stage, ['models', 'amazon-bedrock', '--verbose'], { env: { OPENCODE_CONFIG: await exported(stage, ['opencode']) } });
    expect(entryOf(run.stdout, opus)).toMatchObject({
      name: 'Claude Opus 5.5',
      api: { id: opus },
      limit: { context: 1_000_000, output: 128_000 },
      cost: { input: 4.4, output: 22, cache: { read: 0.22, write: 5.5 } },
    });
  });

  test('offers nothing else when residency is strict', async () => {
    const stage = await setStage({ assistant: 'opencode', settings: { ...settings, residency: 'strict' } });
    const run = await bare(stage, ['models', 'amazon-bedrock'], { env: { OPENCODE_CONFIG: await exported(stage, ['opencode']) } });
    const offered = run.stdout.trim().split('\n');
    expect(offered.length).toBeGreaterThan(2);
    expect(offered.filter((line) => !line.startsWith('amazon-bedrock/eu.anthropic.'))).toEqual([]);
  });
});

/** The JSON that follows a model's line. */
function entryOf(listing: string, id: string): unknown {
  const after = listing.slice(listing.indexOf(`amazon-bedrock/${id}\n`) + `amazon-bedrock/${id}\n`.length);
  return JSON.parse(after.slice(0, after.indexOf('\n}\n') + 2));
}
