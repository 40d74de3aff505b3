import { describe, expect, test } from 'vitest';
import type { ReplyRule } from '../../src/sandbox/knobs.ts';
import { waitFor } from './stage/conversation.ts';
import { lode } from './stage/launch.ts';
import { openSession } from './stage/session.ts';
import { setStage, type Stage } from './stage/stage.ts';

interface Pins {
  readonly main: string;
  readonly opus: string;
  readonly sonnet: string;
  readonly haiku: string;
  readonly fable: string;
}

const pinned = (prefix: string, main: string, opus: string, sonnet: string, haiku: string, fable: string): Pins => {
  const id = (name: string): string => `${prefix}.anthropic.claude-${name}`;
  return { main: id(main), opus: id(opus), sonnet: id(sonnet), haiku: id(haiku), fable: id(fable) };
};

const haiku45 = 'haiku-4-5-20251001-v1:0';

/** What lode pins without a wish, by the version of Claude Code: old ones cannot speak to every model. */
const versions = [
  {
    assistant: 'claude',
    europe: pinned('eu', 'opus-5-5', 'opus-5-5', 'sonnet-5-5', 'haiku-5-5', 'opus-5-5'),
    india: pinned('in', 'opus-5', 'opus-5', 'sonnet-5', haiku45, 'opus-5'),
    labels: { opus: 'Claude Opus 5.5', sonnet: 'Claude Sonnet 5.5', haiku: 'Claude Haiku 5.5' },
  },
  {
    assistant: 'claude-old',
    europe: pinned('eu', 'opus-4-8', 'opus-4-8', 'sonnet-5', haiku45, 'opus-4-8'),
    india: pinned('in', 'sonnet-5', 'sonnet-5', 'sonnet-5', haiku45, 'sonnet-5'),
    labels: { opus: 'Claude Opus 4.8', sonnet: 'Claude Sonnet 5', haiku: 'Claude Haiku 4.5' },
  },
];

/** A session without any wish for a model. */
const work = (region: string, more: Readonly<Record<string, unknown>> = {}) => ({ awsProfile: 'work', region, residency: 'strict', ...more });

/** The tool that starts a subagent is called by either name. */
const delegates = (input: Readonly<Record<string, string>> = {}): readonly ReplyRule[] =>
  ['Agent', 'Task'].map((name) => ({
    whenPromptContains: 'delegate',
    toolUse: { name, input: { description: 'a part', prompt: 'ping', subagent_type: 'helper', ...input } },
  }));

const delegating = (model: string): readonly string[] => {
  const agents = JSON.stringify({ helper: { description: 'A helper', prompt: 'You help.', model } });
  return ['claude', '-p', 'delegate', '--agents', agents, '--dangerously-skip-permissions'];
};

/** The models called so far; fails when one is no pin, was called elsewhere or was only tried, as Claude Code does with models that are not pinned. */
function calledModels(stage: Stage, pins: Pins, region: string): readonly string[] {
  const calls = stage.inference();
  expect(calls.filter(({ operation }) => operation !== 'InvokeModelWithResponseStream')).toEqual([]);
  expect(calls.filter(({ model }) => !Object.values(pins).includes(model ?? ''))).toEqual([]);
  expect(calls.filter((call) => call.region !== region || call.status !== 200)).toEqual([]);
  return calls.map(({ model }) => model ?? '');
}

describe.each(versions)('$assistant', ({ assistant, europe, india, labels }) => {
  describe.each([
    ['eu-west-1', europe],
    ['ap-south-1', india],
  ] as const)('in %s, with residency strict', (region, pins) => {
    test('sends the prompt to the main model, and what a hook asks a model to the small one', async () => {
      const hook = { type: 'prompt', prompt: 'May this prompt go on? $ARGUMENTS' };
      const stage = await setStage({ assistant, settings: work(region) });
      stage.write('home', { '.claude/settings.json': { hooks: { UserPromptSubmit: [{ hooks: [hook] }] } } });
      expect(await lode(stage, ['claude', '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
      expect(calledModels(stage, pins, region)).toEqual([pins.haiku, pins.main]);
    });

    test.each(['haiku', 'sonnet', 'opus', 'fable', 'inherit'] as const)('runs a subagent with model: %s on the model that is pinned for it', async (name) => {
      const stage = await setStage({ assistant, settings: work(region), knobs: { replies: delegates() } });
      expect(await lode(stage, delegating(name))).toMatchObject({ code: 0 });
      const wanted = name === 'inherit' ? pins.main : pins[name];
      const called = calledModels(stage, pins, region);
      expect(called.length).toBeGreaterThan(2);
      expect(new Set(called)).toEqual(new Set([pins.main, wanted]));
    });

    test.each(['opus', 'sonnet', 'haiku', 'fable', 'opus[1m]', 'sonnet[1m]'])('takes --model %s for the pin, without the [1m]', async (name) => {
      const stage = await setStage({ assistant, settings: work(region) });
      expect(await lode(stage, ['claude', '--model', name, '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
      expect(calledModels(stage, pins, region)).toEqual([pins[name.replace('[1m]', '') as keyof Pins]]);
    });
  });

  test('shows the pins by name in /model, and calls none of them for that', async () => {
    const stage = await setStage({ assistant, settings: work('eu-west-1') });
    const session = await openSession(stage);
    await session.say('/model');
    const rows = (await session.shows(/Haiku .*pinned by lode/)).join('\n');
    expect(rows).toMatch(new RegExp(`${labels.opus} +eu \\(the European Union\\) · \\$[\\d.]+ in, \\$[\\d.]+ out per Mtok · pinned by lode`));
    expect(rows).toMatch(new RegExp(`${labels.sonnet} +eu \\(`));
    expect(rows).toMatch(new RegExp(`${labels.haiku} +eu \\(`));
    expect(rows).toMatch(new RegExp(`${labels.opus}.* stands in for Fable · eu \\(`));
    expect(calledModels(stage, europe, 'eu-west-1')).toEqual([]);
  });

  test.each([
    ['2', 'sonnet'],
    ['4', 'opus'],
    ['5', 'haiku'],
  ] as const)('calls what is pinned for row %s of /model, which is %s, once that is chosen', async (row, tier) => {
    // Another main model, so that each of the rows is a change.
    const stage = await setStage({ assistant, settings: work('eu-west-1', { model: 'opus-4.7' }) });
    const session = await openSession(stage);
    await session.say('/model');
    await session.shows(/Haiku .*pinned by lode/);
    session.press(row);
    await session.shows(/Set model to/);
    await session.say('ping');
    await session.shows(/●\s*pong/);
    expect(calledModels(stage, europe, 'eu-west-1')).toEqual([europe[tier]]);
  });

  test('names a session by the small model', async () => {
    const stage = await setStage({ assistant, settings: work('eu-west-1') });
    const session = await openSession(stage, { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: undefined });
    await session.say('ping and name it');
    await session.shows(/●\s*pong/);
    await waitFor(
      () => stage.inference()[1],
      20_000,
      () => 'no second request',
    );
    expect(new Set(calledModels(stage, europe, 'eu-west-1'))).toEqual(new Set([europe.haiku, europe.main]));
  });

  test('shows a main model that is no tier as a row of its own', async () => {
    const stage = await setStage({ assistant, settings: work('eu-west-1', { model: 'opus-4.7' }) });
    const session = await openSession(stage);
    await session.say('/model');
    await session.shows(/❯ 6\. Claude Opus 4\.7 ✔ +eu \(the European Union\) · .* · pinned by lode/);
  });

  test('shows the long window of each tier that has it, and sends no [1m]', async () => {
    // Under strict, 2.1.197 leaves the rows with a long window out of its list; they can be called all the same.
    const residency = assistant === 'claude-old' ? 'prefer' : 'strict';
    const settings = work('eu-west-1', { residency, model: 'opus[1m]', models: { sonnet: 'sonnet[1m]' } });
    const stage = await setStage({ assistant, settings });
    const session = await openSession(stage);
    await session.say('/model');
    const rows = (await session.shows(/Haiku .*pinned by lode/)).join('\n');
    for (const label of [labels.opus, labels.sonnet]) expect(rows).toContain(`${label} (1M context) `);
    expect(rows).not.toContain(`${labels.haiku} (1M`);
    session.press('2');
    await session.hides(/Select model/);
    await session.say('ping');
    await session.shows(/●\s*pong/);
    expect(await lode(stage, ['claude', '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(calledModels(stage, europe, 'eu-west-1')).toEqual([europe.sonnet, europe.main]);
  });

  test('tries and offers no newer model where the pins are older ones', async () => {
    const stage = await setStage({ assistant, settings: work('ap-south-1') });
    const session = await openSession(stage);
    await session.say('ping');
    await session.shows(/●\s*pong/);
    await session.say('/model');
    const screen = (await session.shows(/Haiku .*pinned by lode/)).join('\n');
    expect(screen).not.toMatch(/[Nn]ewer .* available/);
    expect(calledModels(stage, india, 'ap-south-1')).toEqual([india.main]);
  });

  test('tries no model of a family that another stands in for', async () => {
    const stage = await setStage({ assistant, settings: work('ap-south-1', { model: 'sonnet', smallFastModel: 'sonnet' }) });
    stage.write('home', { '.claude.json': { projects: { [stage.project]: { hasTrustDialogAccepted: true } } } });
    expect(await lode(stage, ['claude', '-p', 'ping'])).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(calledModels(stage, { ...india, haiku: india.sonnet }, 'ap-south-1')).toEqual([india.sonnet]);
  });

  test.each(['haiku', 'global.anthropic.claude-haiku-4-5-20251001-v1:0'])(
    'takes no subagent with model: %s out of the geography that its tier is pinned to',
    async (name) => {
      const stage = await setStage({ assistant, settings: { ...work('eu-west-1'), residency: 'prefer', model: 'fable' }, knobs: { replies: delegates() } });
      const answer = await lode(stage, delegating(name));
      expect(answer).toMatchObject({ code: 0, stderr: expect.stringContaining('lie in different geographies') });
      const fable = stage.inference()[0]?.model ?? '';
      expect(fable).toMatch(/^global\.anthropic\.claude-fable/);
      expect(new Set(calledModels(stage, { ...europe, fable }, 'eu-west-1'))).toEqual(new Set([fable]));
      expect(stage.inference().length).toBeGreaterThan(2);
    },
  );
});
