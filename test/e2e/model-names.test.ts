import { expect, test } from 'vitest';
import { catalogProfiles } from '../../src/sandbox/catalog-regions.ts';
import { lode } from './stage/launch.ts';
import { setStage } from './stage/stage.ts';

const region = 'ap-northeast-1';

/** As an account might list them: those that reach everywhere first. */
const widestFirst = catalogProfiles(region).toSorted((a, b) => Number(b.id.startsWith('global.')) - Number(a.id.startsWith('global.')));

// Older versions do not know Anthropic's own names on Bedrock at all.
test.each([
  ['claude-sonnet-4-6', 'jp.anthropic.claude-sonnet-4-6'],
  ['claude-sonnet-4-5-20250929', 'jp.anthropic.claude-sonnet-4-5-20250929-v1:0'],
])('Claude Code calls %s as lode resolves it, not as whatever profile is listed first', async (name, id) => {
  const stage = await setStage({ assistant: 'claude', settings: { awsProfile: 'work', region, residency: 'strict' } });
  stage.sandbox.set({ profiles: { [region]: widestFirst } });
  expect(await lode(stage, ['claude', '-p', 'ping', '--model', name])).toMatchObject({ code: 0, stdout: 'pong\n' });
  expect(stage.inference().map(({ model }) => model)).toEqual([id]);
});

test('a name that has to leave a strict geography stops the launch before Claude Code runs', async () => {
  const stage = await setStage({ assistant: 'claude', settings: { awsProfile: 'work', region, residency: 'strict' } });
  const { code, stdout, stderr } = await lode(stage, ['claude', '-p', 'ping', '--model', 'claude-sonnet-5-5']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('Claude Sonnet 5.5 would leave geography jp (Japan), and residency is strict.');
  expect(stderr).toContain('It is set by --model among the assistant’s own words.');
  expect(stage.inference()).toEqual([]);
});

test.each([
  ['claude-sonnet-4-6', 200, 'jp.anthropic.claude-sonnet-4-6'],
  // Nothing inside Japan: the bare ID, which AWS refuses, and not the profile that reaches everywhere.
  ['claude-sonnet-5-5', 400, 'anthropic.claude-sonnet-5-5'],
] as const)('so does a subagent whose definition says %s', async (name, status, id) => {
  const stage = await setStage({ assistant: 'claude', settings: { awsProfile: 'work', region, residency: 'strict' } });
  const toolUse = { name: 'Agent', input: { description: 'a part', prompt: 'ping', subagent_type: 'helper' } };
  stage.sandbox.set({ profiles: { [region]: widestFirst }, replies: [{ whenPromptContains: 'delegate', toolUse }] });
  const agents = JSON.stringify({ helper: { description: 'A helper', prompt: 'You help.', model: name } });
  await lode(stage, ['claude', '-p', 'delegate', '--agents', agents, '--dangerously-skip-permissions']);
  const called = stage.inference().map((call) => `${call.status} ${call.model}`);
  expect(called).toContain(`${status} ${id}`);
  expect(called.filter((call) => call.includes('global.'))).toEqual([]);
});
