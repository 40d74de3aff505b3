import { describe, expect, test } from 'vitest';
import { lode } from './stage/launch.ts';
import { setStage, type Stage } from './stage/stage.ts';

const region = 'eu-west-1';
const settings = { awsProfile: 'work', region, residency: 'strict' };
const wide = 'global.anthropic.claude-opus-5-5';
const toolUse = { name: 'Agent', input: { description: 'a part', prompt: 'ping', subagent_type: 'helper' } };
const delegates = { replies: [{ whenPromptContains: 'delegate', toolUse }] };

/** What was called that reaches further than the European Union. */
const outside = (stage: Stage): readonly string[] =>
  stage
    .inference()
    .filter(({ model = '', status }) => status === 200 && !model.startsWith('eu.'))
    .map(({ model = '' }) => model);

const helperFile = `---\nname: helper\ndescription: A helper\nmodel: ${wide}\n---\nYou help.\n`;

describe.each(['claude', 'claude-old'] as const)('nothing that %s is told makes it leave a strict geography', (assistant) => {
  const run = async (words: readonly string[], prepare: (stage: Stage) => void = () => undefined, env: Record<string, string> = {}) => {
    const stage = await setStage({ assistant, settings, knobs: delegates });
    prepare(stage);
    const end = await lode(stage, ['claude', ...words, '--dangerously-skip-permissions'], { env });
    return { stage, end };
  };

  test('a subagent of the words that names a profile', async () => {
    const agents = JSON.stringify({ helper: { description: 'A helper', prompt: 'You help.', model: wide } });
    const { stage } = await run(['-p', 'delegate', '--agents', agents]);
    expect(outside(stage)).toEqual([]);
    expect(stage.inference().length).toBeGreaterThan(1);
  });

  test('a subagent of a cloned project', async () => {
    const { stage } = await run(['-p', 'delegate'], (made) => made.write('project', { '.claude/agents/helper.md': helperFile }));
    expect(outside(stage)).toEqual([]);
    expect(stage.inference().length).toBeGreaterThan(1);
  });

  test('a variable in the shell', async () => {
    const agents = JSON.stringify({ helper: { description: 'A helper', prompt: 'You help.' } });
    const { stage } = await run(['-p', 'delegate', '--agents', agents], undefined, { CLAUDE_CODE_SUBAGENT_MODEL: wide });
    expect(outside(stage)).toEqual([]);
  });

  test('a fallback, when the main model has no room', async () => {
    const full = (made: Stage) => made.sandbox.set({ errors: [{ id: 'capacity', model: 'eu.anthropic.claude-opus' }] });
    const { stage } = await run(['-p', 'ping', '--fallback-model', wide], full, { CLAUDE_CODE_MAX_RETRIES: '0' });
    expect(outside(stage)).toEqual([]);
  });

  test('settings of its own for the session', async () => {
    const own = JSON.stringify({ env: { ANTHROPIC_DEFAULT_SONNET_MODEL: 'global.anthropic.claude-sonnet-5-5' } });
    const { stage, end } = await run(['-p', 'ping', '--settings', own, '--model', 'sonnet']);
    expect(outside(stage)).toEqual([]);
    expect(end.stderr).toContain('set ANTHROPIC_DEFAULT_SONNET_MODEL, passed over: residency is strict');
  });

  test('a list of models in a project, which stops the launch', async () => {
    const { stage, end } = await run(['-p', 'ping'], (made) => made.write('project', { '.claude/settings.json': { availableModels: [wide] } }));
    expect(end.code).toBe(1);
    expect(end.stderr).toContain(`key availableModels, allows ${wide}, which this session may not call`);
    expect(stage.inference()).toEqual([]);
  });

  test('a word that an earlier launch without it had no need to judge', async () => {
    const stage = await setStage({ assistant, settings });
    for (let index = 0; index < 3; index++) expect((await lode(stage, ['claude', '-p', 'ping'])).code).toBe(0);
    expect((await lode(stage, ['claude', '-p', 'ping', '--model', wide])).code).toBe(1);
    expect(outside(stage)).toEqual([]);
  });
});

describe('nor opencode', () => {
  test.each([
    ['its own -m', ['run', '-m', `amazon-bedrock/${wide}`, 'ping'], undefined],
    ['an agent of a cloned project', ['run', 'ping'], { agent: { build: { model: `amazon-bedrock/${wide}` } } }],
  ] as const)('%s', async (_, words, project) => {
    const stage = await setStage({ assistant: 'opencode', settings });
    if (project !== undefined) stage.write('project', { 'opencode.json': project });
    await lode(stage, ['opencode', ...words]);
    expect(outside(stage)).toEqual([]);
  });

  test('which still answers with what is inside', async () => {
    const stage = await setStage({ assistant: 'opencode', settings });
    const { code, stdout } = await lode(stage, ['opencode', 'run', 'ping']);
    expect({ code, pong: stdout.includes('pong') }).toEqual({ code: 0, pong: true });
  });
});
