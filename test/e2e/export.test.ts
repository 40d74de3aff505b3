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
