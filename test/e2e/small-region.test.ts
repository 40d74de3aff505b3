import { expect, test } from 'vitest';
import { lode } from './stage/launch.ts';
import { setStage } from './stage/stage.ts';

const hook = { type: 'prompt', prompt: 'May this prompt go on? $ARGUMENTS' };
const withHook = { '.claude/settings.json': { hooks: { UserPromptSubmit: [{ hooks: [hook] }] } } };

test.each(['claude', 'claude-old'] as const)('%s calls the small model in the region that it was moved to, and no other there', async (assistant) => {
  const stage = await setStage({ assistant, settings: { awsProfile: 'work', region: 'eu-west-1', residency: 'strict', smallFastModelRegion: 'eu-north-1' } });
  stage.write('home', withHook);
  expect(await lode(stage, ['claude', '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
  const calls = stage.inference().map(({ region, model = '', status }) => `${region} ${model.split('.').slice(2).join('.').split('-')[1]} ${status}`);
  expect(new Set(calls)).toEqual(new Set(['eu-north-1 haiku 200', 'eu-west-1 opus 200']));
});

test('a small model that would leave a strict geography stops the launch', async () => {
  const stage = await setStage({
    assistant: 'claude',
    settings: { awsProfile: 'work', region: 'eu-west-1', residency: 'strict', smallFastModelRegion: 'us-east-1' },
  });
  const { code, stderr } = await lode(stage, ['claude', '-p', 'ping']);
  expect(code).toBe(1);
  expect(stderr).toContain('The small model is called in us-east-1 (smallFastModelRegion), the others in eu-west-1');
  expect(stage.inference()).toEqual([]);
});
