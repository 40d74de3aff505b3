import { describe, expect, test } from 'vitest';
import { nodeBinaries } from '../support/run-lode.ts';
import { stillRuns } from '../support/still-runs.ts';
import { waitFor } from './stage/conversation.ts';
import { bare, lode, startLode } from './stage/launch.ts';
import { setStage } from './stage/stage.ts';

const nodes = await nodeBinaries();

describe.each(nodes)('on Node $version', ({ path: node }) => {
  test.each(['--version', '--help', 'mcp list', 'mcp --help', 'plugin list', 'no --help'])(
    'claude %s passes straight through: same answer, same exit code, no call to AWS, no check of settings',
    async (words) => {
      // Settings that no launch would survive: these words must not even look at them.
      const stage = await setStage({ settings: { region: 17 } });
      const given = words.split(' ');
      const alone = await bare(stage, given);
      expect(await lode(stage, ['claude', ...given], { node })).toEqual(alone);
      expect(stage.sandbox.log()).toEqual([]);
    },
  );

  test.each([
    ['a flag that Claude Code does not know', ['-p', 'ping', '--no-such-flag']],
    ['a prompt that is missing', ['-p']],
    ['an output format that does not exist', ['-p', 'ping', '--output-format', 'poem']],
  ])('%s ends with the exit code and the words of Claude Code', async (_, words) => {
    const stage = await setStage();
    const alone = await bare(stage, words);
    expect(alone.code).not.toBe(0);
    expect(await lode(stage, ['claude', ...words], { node })).toEqual(alone);
  });

  test('a model that the account may not use ends with the exit code of Claude Code and names the refusal', async () => {
    const stage = await setStage();
    stage.sandbox.set({ errors: [{ id: 'iam-missing', service: 'bedrock-runtime' }] });
    const answer = await lode(stage, ['claude', '-p', 'ping'], { node });
    expect(answer.code).toBe(1);
    expect(answer.stdout).toMatch(/403|not authorized/);
  });

  test('SIGTERM during a session reaches Claude Code, and the exit code is 143', async () => {
    const stage = await setStage({ knobs: { latencyMs: { 'bedrock-runtime': 20_000 } } });
    const { child, ended } = startLode(stage, ['claude', '-p', 'ping'], { node });
    child.stdin?.end();
    await waitFor(
      () => stage.inference()[0],
      20_000,
      () => 'no call of a model',
    );
    child.kill('SIGTERM');
    const { code, signal, stdout } = await ended;
    expect([signal === 'SIGTERM' ? 143 : code, stdout]).toEqual([143, '']);
    expect(stillRuns(child.pid ?? 0)).toBe(false);
  });
});
