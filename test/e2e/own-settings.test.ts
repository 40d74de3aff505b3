import { join } from 'node:path';
import { expect, test } from 'vitest';
import { looking, looksWith } from './stage/bash-tool.ts';
import { lode } from './stage/launch.ts';
import { oneCall, seen } from './stage/requests.ts';
import { opus, processOutput, region, setStage } from './stage/stage.ts';

const sonnet = 'eu.anthropic.claude-sonnet-4-6';
const own = { env: { ANTHROPIC_MODEL: sonnet, MY_MARK: 'mine', AWS_REGION: region } };

test.each(['file', 'inline', 'file with ='] as const)(
  "the user's own --settings (%s) choose the model and reach child shells; identity stays lode's",
  async (form) => {
    const stage = await setStage({ knobs: looksWith('echo "mark=$MY_MARK"') });
    stage.write('home', { 'mine.json': own });
    const path = join(stage.home, 'mine.json');
    const words = { file: ['--settings', path], inline: ['--settings', JSON.stringify(own)], 'file with =': [`--settings=${path}`] }[form];
    expect(await lode(stage, ['claude', ...words, ...looking])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^mark=mine\n+$/) });
    const call = oneCall(stage, sonnet, region)[0];
    expect(stage.inference().map(seen)).toEqual([call, call]);
  },
);

test.each([
  ['--model with an ID', ['--model', sonnet], sonnet],
  ["--model with Claude Code's own name, which is pinned,", ['--model', 'haiku'], 'eu.anthropic.claude-haiku-5-5'],
  ['--model beside another ANTHROPIC_MODEL in --settings', ['--settings', JSON.stringify(own), '--model', opus], opus],
])('%s is the model of the session', async (_, words, model) => {
  const stage = await setStage();
  expect(await lode(stage, ['claude', ...words, '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
  expect(stage.inference().map(seen)).toEqual(oneCall(stage, model, region));
});

test("another region in the user's own --settings is the region of the session", async () => {
  const stage = await setStage();
  const settings = JSON.stringify({ env: { AWS_REGION: 'eu-north-1' } });
  expect(await lode(stage, ['claude', '--settings', settings, '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
  expect(stage.inference().map(seen)).toEqual(oneCall(stage, opus, 'eu-north-1'));
});

test("an awsCredentialExport in the user's own --settings is the credential source of the session", async () => {
  const stage = await setStage();
  const { accessKeyId, arn } = stage.newKey();
  const key = stage.sandbox.world.keys.get(accessKeyId);
  stage.write('home', { 'mine.json': { Credentials: processOutput(key ?? stage.key) } });
  const settings = JSON.stringify({ awsCredentialExport: `cat ${join(stage.home, 'mine.json')}` });
  expect(await lode(stage, ['claude', '--settings', settings, '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
  expect(stage.inference()).toMatchObject([{ accessKeyId, arn }]);
});
