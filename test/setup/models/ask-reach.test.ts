import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SettingValues } from '../../../src/settings/settings.ts';
import { askReach } from '../../../src/setup/ask-reach.ts';
import { setAccountScene, type AccountScene, type StageParts } from './stage-scene.ts';

const surroundings = { ...process.env };
let scene: AccountScene;
beforeAll(async () => void (scene = await setAccountScene()));
afterAll(async () => {
  await scene.close();
  Object.assign(process.env, surroundings);
});

async function asked(settings: Partial<SettingValues>, parts: StageParts = {}) {
  const { stage, facts, offered, system } = await scene.look(settings, parts);
  const reach = await askReach(stage, facts);
  return { reach, offered: offered[0], said: system.stderr() };
}

const rowsOf = (offered: Awaited<ReturnType<typeof asked>>['offered']): readonly string[] =>
  (offered?.choices ?? []).map(({ name, description }) => `${name}: ${description}`);

describe('the rules say where, for how much, and what is missing', () => {
  test('where all the newest are', async () => {
    const { offered, said } = await asked({ region: 'eu-west-2' });
    expect(said).toMatchInlineSnapshot(`
      "A request that starts in eu-west-2 may be processed in another region.
      A geography keeps it in the European Union and London;
      global takes any commercial region of AWS. It is the same model either way.
      "
    `);
    expect(rowsOf(offered)).toMatchInlineSnapshot(`
      [
        "eu, and say so when a model is only elsewhere: Processed in the European Union and London. 10% dearer than global.",
        "eu, never elsewhere: Processed in the European Union and London. 10% dearer than global.",
        "global: Processed in any commercial region, at the lowest price.",
      ]
    `);
  });

  test('where some are only elsewhere', async () => {
    expect(rowsOf((await asked({ region: 'ap-south-1' })).offered)).toMatchInlineSnapshot(`
      [
        "in, and say so when a model is only elsewhere: Processed in India. 10% dearer than global. Only elsewhere: Opus 5.5 (here Opus 5), Sonnet 5.5 (here Sonnet 5), Haiku 5.5 (here Haiku 4.5).",
        "in, never elsewhere: Processed in India. 10% dearer than global. Only elsewhere: Opus 5.5 (here Opus 5), Sonnet 5.5 (here Sonnet 5), Haiku 5.5 (here Haiku 4.5).",
        "global: Processed in any commercial region, at the lowest price.",
      ]
    `);
  });

  test('where Canada belongs to the United States', async () => {
    expect(rowsOf((await asked({ region: 'ca-west-1' })).offered)[1]).toMatchInlineSnapshot(
      `"us, never elsewhere: Processed in the United States and Canada. 10% dearer than global."`,
    );
  });

  test('where a model is wanted that is nowhere near', async () => {
    const { offered } = await asked({ region: 'eu-west-1' }, { before: { model: 'fable' } });
    expect(rowsOf(offered)[0]).toContain('Only elsewhere: Fable 5.2.');
  });

  test('where the account lists nothing global', async () => {
    const { offered } = await asked({ region: 'eu-west-1' });
    expect(rowsOf(offered)[2]).not.toContain('lists no global profile');
    const listed = await setAccountScene();
    const european = (await listed.look({ region: 'eu-west-1' })).facts.account;
    if (european.kind !== 'listed') throw new Error('no list');
    const { stage, facts, offered: rows } = await listed.look({ region: 'eu-west-1' });
    const profiles = european.models.profiles.filter(({ id }) => id.startsWith('eu.'));
    await askReach(stage, { ...facts, account: { ...european, models: { ...european.models, profiles } } });
    expect(rowsOf(rows[0])[2]).toContain('The account lists no global profile in eu-west-1.');
    await listed.close();
  });
});

describe('what is pointed at and taken', () => {
  test.each<[string, StageParts, object]>([
    ["the region's own geography, with a word where it is left", {}, { geography: 'eu', residency: 'prefer' }],
    ['what was strict before', { before: { geography: 'eu', residency: 'strict' } }, { geography: 'eu', residency: 'strict' }],
    ['what was strict before without a place', { before: { residency: 'strict' } }, { geography: 'eu', residency: 'strict' }],
    ['what was global before', { before: { geography: 'global' } }, { geography: 'global', residency: 'prefer' }],
    ['the own geography where another was set before', { before: { geography: 'jp' } }, { geography: 'eu', residency: 'prefer' }],
    ['what a person chooses', { machine: { selected: ['eu-strict'] } }, { geography: 'eu', residency: 'strict' }],
  ])('%s', async (_, parts, expected) => {
    const { reach, offered } = await asked({ region: 'eu-west-1' }, parts);
    expect(offered?.question).toBe('Where requests may be processed:');
    expect(reach).toEqual(expected);
  });
});

test('a flag that names the geography leaves its two rows, and the hint names the other flag', async () => {
  const flags = { words: { flags: { geography: 'eu' } } } as const;
  const { offered } = await asked({ region: 'eu-west-1' }, flags);
  expect(offered?.choices.map(({ value }) => value)).toEqual(['eu', 'eu-strict']);
  await expect(asked({ region: 'eu-west-1' }, { ...flags, alone: true })).rejects.toMatchObject({
    failure: { hints: ['Say it beforehand: lode setup --residency …', 'There are: prefer, strict', expect.anything()] },
  });
});

describe('nothing is asked', () => {
  test.each<[string, Partial<SettingValues>, StageParts, object]>([
    ['of a second environment', { region: 'eu-west-1' }, { brief: true }, { geography: 'eu', residency: 'prefer' }],
    ['with --yes', { region: 'ap-south-1' }, { words: { yes: true }, alone: true }, { geography: 'in', residency: 'prefer' }],
    [
      'where flags say all',
      { region: 'eu-west-1' },
      { words: { flags: { geography: 'eu', residency: 'strict' } }, alone: true },
      { geography: 'eu', residency: 'strict' },
    ],
    ['where a flag says strict', { region: 'eu-west-1' }, { words: { flags: { residency: 'strict' } }, alone: true }, { geography: 'eu', residency: 'strict' }],
    [
      'where a flag says global',
      { region: 'eu-west-1' },
      { words: { flags: { geography: 'global' } }, alone: true },
      { geography: 'global', residency: 'prefer' },
    ],
    ['where there is global alone', { region: 'me-central-1' }, {}, { geography: 'global', residency: 'prefer' }],
    ['in GovCloud', { region: 'us-gov-west-1' }, {}, { geography: 'us-gov', residency: 'prefer' }],
  ])('%s', async (_, settings, parts, expected) => {
    const { reach, offered } = await asked(settings, parts);
    expect({ reach, offered }).toEqual({ reach: expected, offered: undefined });
  });

  test('and the reason is said', async () => {
    expect((await asked({ region: 'me-central-1' })).said).toBe(
      'me-central-1 has global profiles only: requests from there are processed in any commercial region.\n',
    );
    expect((await asked({ region: 'us-gov-west-1' })).said).toBe('Requests from us-gov-west-1 are processed in AWS GovCloud (US) and never leave it.\n');
  });
});

describe('what cannot be had is refused, with what can', () => {
  test.each<[string, string, Record<string, string>, string]>([
    ['another geography', 'eu-west-1', { geography: 'us' }, 'requests can stay in geography eu or go anywhere'],
    ['a geography where there is none', 'me-central-1', { geography: 'eu' }, 'has no geography of its own'],
    ['to stay where there is nothing to stay in', 'me-central-1', { residency: 'strict' }, 'has no geography of its own'],
    ['to leave GovCloud', 'us-gov-west-1', { geography: 'global' }, 'which requests never leave'],
  ])('%s', async (_, region, flags, why) => {
    await expect(asked({ region }, { words: { flags }, alone: true })).rejects.toMatchObject({
      failure: {
        code: 'usage.setup-answer',
        message: expect.stringContaining(why) as string,
        hints: [expect.stringContaining('--geography') as string, expect.anything()],
      },
    });
  });
});
