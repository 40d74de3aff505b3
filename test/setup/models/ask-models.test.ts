import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../../src/sandbox/knobs.ts';
import type { SettingValues } from '../../../src/settings/settings.ts';
import { askModels } from '../../../src/setup/ask-models.ts';
import { setAccountScene, type AccountScene, type Offered, type StageParts } from './stage-scene.ts';

const surroundings = { ...process.env };
let scene: AccountScene;
beforeEach(async () => void (scene = await setAccountScene()));
afterEach(async () => {
  await scene.close();
  Object.assign(process.env, surroundings);
});

const here = { region: 'eu-west-1', geography: 'eu' } as const;

async function asked(settings: Partial<SettingValues> = here, parts: StageParts = {}, knobs: Change = {}) {
  scene.sandbox.set(knobs);
  const { stage, facts, offered, system } = await scene.look(settings, parts);
  const models = await askModels(stage, facts);
  return { models, main: offered[0], small: offered[1], others: offered[2], said: system.stderr() };
}

const names = (offered: Offered | undefined): readonly string[] => (offered?.choices ?? []).map(({ name }) => name);
const opus = 'anthropic.claude-opus-5-5';

describe('the rows', () => {
  test('say what each name becomes, what it costs, and whether it may be used', async () => {
    const person = { machine: { selected: ['opus', 'another one'] } };
    const { main, small, others, models, said } = await asked(here, person, {
      availability: { [opus]: { agreement: 'NOT_AVAILABLE', entitlement: 'NOT_AVAILABLE' } },
    });
    expect(main?.question).toBe('Main model (USD per million tokens):');
    expect(names(main)).toMatchInlineSnapshot(`
      [
        "opus        Opus 5.5    eu      $4.40 in, $22 out     needs agreement",
        "sonnet      Sonnet 5.5  eu      $2.20 in, $11 out     usable",
        "haiku       Haiku 5.5   eu      $0.11 in, $0.55 out   usable",
        "fable       Fable 5.2   global  $8 in, $40 out        needs retention",
        "fable-5.2   Fable 5.2   global  $8 in, $40 out        needs retention",
        "fable-5.1   Fable 5.1   global  $10 in, $50 out       needs retention",
        "fable-5     Fable 5     global  $10 in, $50 out       needs retention",
        "mythos-5.1  Mythos 5.1  global  $10 in, $50 out       usable",
        "opus-5.5    Opus 5.5    eu      $4.40 in, $22 out     needs agreement",
        "opus-5      Opus 5      eu      $5.50 in, $27.50 out  usable",
        "opus-4.8    Opus 4.8    eu      $5.50 in, $27.50 out  usable",
        "opus-4.7    Opus 4.7    eu      $5.50 in, $27.50 out  usable",
        "opus-4.6    Opus 4.6    eu      $5.50 in, $27.50 out  usable",
        "opus-4.5    Opus 4.5    eu      $5.50 in, $27.50 out  usable",
        "sonnet-5.5  Sonnet 5.5  eu      $2.20 in, $11 out     usable",
        "sonnet-5    Sonnet 5    eu      $2.20 in, $11 out     usable",
        "sonnet-4.6  Sonnet 4.6  eu      $3.30 in, $16.50 out  usable",
        "sonnet-4.5  Sonnet 4.5  eu      $3.30 in, $16.50 out  usable",
        "haiku-5.5   Haiku 5.5   eu      $0.11 in, $0.55 out   usable",
        "haiku-4.5   Haiku 4.5   eu      $1.10 in, $5.50 out   usable",
      ]
    `);
    expect(main?.choices[0]?.description).toMatchInlineSnapshot(
      `"eu.anthropic.claude-opus-5-5 · processed in eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3 (eu) · $4.40 in, $22 out per million tokens"`,
    );
    expect(small?.question).toBe('Small model, for background work:');
    expect(names(small)).toEqual(['haiku  Haiku 5.5  eu  $0.11 in, $0.55 out  usable', 'Another one…']);
    expect(names(others).slice(0, 4)).toMatchInlineSnapshot(`
      [
        "haiku       Haiku 5.5   eu      $0.11 in, $0.55 out   usable",
        "haiku-5.5   Haiku 5.5   eu      $0.11 in, $0.55 out   usable",
        "haiku-4.5   Haiku 4.5   eu      $1.10 in, $5.50 out   usable",
        "sonnet      Sonnet 5.5  eu      $2.20 in, $11 out     usable",
      ]
    `);
    expect(said).toMatchInlineSnapshot(`
      "Main model: opus, which is eu.anthropic.claude-opus-5-5 (eu)
      Small model: haiku, which is eu.anthropic.claude-haiku-5-5 (eu)
      "
    `);
    expect(models).toEqual({ model: 'opus', smallFastModel: 'haiku' });
  });

  test('say that the form is missing, and fit beside the pointer of a terminal of 80 columns', async () => {
    const shut = { agreement: 'NOT_AVAILABLE', entitlement: 'NOT_AVAILABLE' } as const;
    const aliases = { 'a-name-that-somebody-thought-long-about': 'opus-4.5' };
    const { main } = await asked({ ...here, models: aliases }, {}, { useCaseForm: 'missing', availability: { [opus]: shut } });
    expect(names(main)[0]).toMatch(/form \+ agreement$/);
    expect(names(main).some((name) => name.startsWith('a-name-that-som… '))).toBe(true);
    expect(Math.max(...names(main).map((name) => name.length))).toBeLessThanOrEqual(78);
  });

  test('are a guess where the account gives no list, and that is said', async () => {
    const { main, said, models } = await asked(here, {}, { errors: [{ id: 'discovery', operation: 'ListInferenceProfiles' }] });
    expect(said).toContain('It needs the action bedrock:ListInferenceProfiles.');
    expect(said).toContain('IDs are a guess from the built-in catalog');
    expect(names(main)[0]).toMatch(/^opus +Opus 5\.5 /);
    expect(models).toEqual({ model: 'opus', smallFastModel: 'haiku' });
  });

  test('are unknown where nobody may ask for access', async () => {
    const { main } = await asked(here, {}, { errors: [{ id: 'iam-missing', operation: 'GetFoundationModelAvailability' }] });
    expect(names(main)[0]).toMatch(/unknown$/);
  });

  test.each([
    ['ap-south-1', 'in', /^opus +Opus 5 .*\$5\.50 in/],
    ['me-central-1', 'global', /^opus +Opus 5\.5 .*\$4 in/],
    ['us-gov-west-1', 'us-gov', /^opus +Opus 5\.5/],
    ['ca-west-1', 'us', /^opus +Opus 5\.5 .*\$4\.40 in/],
  ] as const)('from %s strictly inside %s', async (region, geography, first) => {
    const { main } = await asked({ region, geography, residency: 'strict' });
    expect(names(main)[0]).toMatch(first);
    expect(main?.choices.every(({ description = '' }) => description.includes(geography) || description.includes(region))).toBe(true);
  });
});

describe('what is pointed at and taken', () => {
  const pins = {
    path: '/home/ada/.claude/settings.json',
    profile: undefined,
    region: undefined,
    model: 'eu.anthropic.claude-sonnet-5-5',
    smallFastModel: undefined,
  };
  test.each<[string, StageParts, object]>([
    [
      'what was set before',
      { before: { model: 'sonnet-4.6', smallFastModel: 'haiku-4.5' }, detected: { pins } },
      { model: 'sonnet-4.6', smallFastModel: 'haiku-4.5' },
    ],
    ['an ID that was set before', { before: { model: 'eu.anthropic.claude-opus-5' } }, { model: 'eu.anthropic.claude-opus-5', smallFastModel: 'haiku' }],
    ["Claude Code's own pin", { detected: { pins } }, { model: 'eu.anthropic.claude-sonnet-5-5', smallFastModel: 'haiku' }],
    ['what a person chooses', { machine: { selected: ['sonnet', 'another one', 'haiku-4.5'] } }, { model: 'sonnet', smallFastModel: 'haiku-4.5' }],
    ['one model for both where the main one is a Haiku', { machine: { selected: ['haiku-4.5'] } }, { model: 'haiku-4.5', smallFastModel: 'haiku-4.5' }],
  ])('%s', async (_, parts, expected) => {
    expect((await asked(here, parts)).models).toEqual(expected);
  });

  test('what was set before and cannot be had is said and passed over', async () => {
    const { models, said } = await asked({ ...here, residency: 'strict' }, { before: { model: 'fable-5.2' } });
    expect(models.model).toBe('opus');
    expect(said).toContain('fable-5.2, which your settings name so far, cannot be had here:');
  });

  test('what a managed file locks is said', async () => {
    const managed = { '/etc/lode/managed-settings.json': '{ "locked": ["model"], "settings": { "model": "sonnet" } }' };
    const { facts, stage, system } = await scene.look(here, { machine: { files: managed } });
    const locked = {
      value: 'sonnet',
      origin: { kind: 'file', layer: 'managed', path: '/etc/lode/managed.json', key: 'model', locked: true },
      overridden: [],
    } as const;
    await askModels(stage, { ...facts, loaded: { ...facts.loaded, settings: { ...facts.loaded.settings, model: locked } } });
    expect(system.stderr()).toContain(
      'Whoever manages this machine locks model to "sonnet" (/etc/lode/managed.json, key model): another choice does not count.',
    );
  });
});

describe('nothing is asked', () => {
  const calls = (): number => scene.sandbox.log().filter(({ operation }) => operation === 'GetFoundationModelAvailability').length;

  test.each<[string, StageParts, object]>([
    ['with --yes', { words: { yes: true }, alone: true }, { model: 'opus', smallFastModel: 'haiku' }],
    ['of a second environment', { brief: true }, { model: 'opus', smallFastModel: 'haiku' }],
    [
      'where flags say all',
      { words: { flags: { model: 'Claude Sonnet 4.5', smallFastModel: 'haiku' } }, alone: true },
      { model: 'claude-sonnet-4.5', smallFastModel: 'haiku' },
    ],
  ])('%s', async (_, parts, expected) => {
    const { models, main } = await asked(here, parts);
    expect({ models, main, calls: calls() }).toEqual({ models: expected, main: undefined, calls: 0 });
  });

  test('of the main model where its flag says it', async () => {
    const { models, main, small } = await asked(here, { words: { flags: { model: 'sonnet' } } });
    expect({ models, first: main?.question, small }).toEqual({
      models: { model: 'sonnet', smallFastModel: 'haiku' },
      first: expect.stringContaining('Small model') as string,
      small: undefined,
    });
  });

  test.each([
    ['that nobody knows', { model: 'opsu' }, '--model opsu: lode knows no model called "opsu".'],
    ['that would leave the place', { smallFastModel: 'fable-5.2' }, '--small-fast-model fable-5.2: From eu-west-1, Claude Fable 5.2 would leave geography eu'],
  ])('and a flag is refused for a model %s', async (_, flags, message) => {
    await expect(asked({ ...here, residency: 'strict' }, { words: { flags, yes: true }, alone: true })).rejects.toMatchObject({
      failure: { exit: 'user', message: expect.stringContaining(message) as string },
    });
  });
});

test('where nothing can be had, it ends with the reason', async () => {
  scene.sandbox.set({ profiles: { 'eu-west-1': [] }, foundationModels: { 'eu-west-1': [] } });
  await expect(asked()).rejects.toMatchObject({
    failure: { code: 'setup.no-model', hints: expect.arrayContaining([expect.stringContaining('lode setup --region')]) as string[] },
  });
});
