import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/models/catalog.ts';
import { profilesOf } from '../../src/models/catalog-profiles.ts';
import { chooseModels, type ChosenModels, type ModelsRequest } from '../../src/models/choose.ts';
import { listOf, today } from './wish.ts';

function request(region: string, changes: Partial<ModelsRequest> = {}): ModelsRequest {
  const account = listOf(region);
  return {
    main: undefined,
    small: undefined,
    region,
    geography: undefined,
    residency: 'prefer',
    aliases: {},
    account,
    assistantVersion: '2.1.329',
    now: today,
    ...changes,
  };
}

function chosen(asked: ModelsRequest): ChosenModels {
  const answer = chooseModels(asked);
  if (answer.kind === 'refused') throw new Error(`refused (${answer.code}): ${answer.message}`);
  return answer;
}

const idsOf = ({ main, small, tiers }: ChosenModels) => ({
  main: main.id,
  small: small.id,
  opus: tiers.opus.id,
  sonnet: tiers.sonnet.id,
  haiku: tiers.haiku.id,
  fable: tiers.fable.id,
});

describe('when nobody chose', () => {
  test('all tiers are the newest of their family, and the small one is the cheapest Haiku', () => {
    expect(idsOf(chosen(request('us-east-1')))).toEqual({
      main: 'us.anthropic.claude-opus-5-5',
      small: 'us.anthropic.claude-haiku-5-5',
      opus: 'us.anthropic.claude-opus-5-5',
      sonnet: 'us.anthropic.claude-sonnet-5-5',
      haiku: 'us.anthropic.claude-haiku-5-5',
      fable: 'us.anthropic.claude-fable-5-2',
    });
  });

  test('a tier that would leave the geography is pinned to the nearest inside, and only its own notes say so', () => {
    const models = chosen(request('eu-west-1'));
    expect(models.tiers.fable).toMatchObject({
      id: 'eu.anthropic.claude-opus-5-5',
      wanted: 'fable',
      why: 'The tier fable is pinned to Claude Opus 5.5: From eu-west-1, Claude Fable would leave geography eu (the European Union).',
    });
    expect(models.tiers.fable.notes).toContain(models.tiers.fable.why);
    expect(models.notes).toEqual([]);
  });

  test('India gets what India has', () => {
    expect(idsOf(chosen(request('ap-south-2')))).toEqual({
      main: 'in.anthropic.claude-opus-5',
      small: 'in.anthropic.claude-haiku-4-5-20251001-v1:0',
      opus: 'in.anthropic.claude-opus-5',
      sonnet: 'in.anthropic.claude-sonnet-5',
      haiku: 'in.anthropic.claude-haiku-4-5-20251001-v1:0',
      fable: 'in.anthropic.claude-opus-5',
    });
  });

  test('a region without a geography is global throughout, in one line', () => {
    const models = chosen(request('ap-northeast-2'));
    expect(Object.values(idsOf(models)).every((id) => id.startsWith('global.'))).toBe(true);
    expect(models.notes).toEqual(['Widened to global: ap-northeast-2 has no geography of its own, so requests may be processed in any commercial region.']);
  });

  test('global on request is global throughout, without a line', () => {
    const models = chosen(request('eu-west-1', { geography: 'global' }));
    expect(Object.values(idsOf(models)).every((id) => id.startsWith('global.'))).toBe(true);
    expect(models.notes).toEqual([]);
  });

  test('Auckland under strict falls back to the Sonnet that au has', () => {
    const models = chosen(request('ap-southeast-6', { residency: 'strict' }));
    expect(models.main.id).toBe('au.anthropic.claude-sonnet-4-5-20250929-v1:0');
    expect(models.notes).toEqual([
      'From ap-southeast-6, Claude Opus would leave geography au (Australia and New Zealand), and residency is strict. Claude Sonnet 4.5 is used instead.',
    ]);
  });

  test('GovCloud offline trusts no single source for the small model', () => {
    const models = chosen(request('us-gov-west-1', { account: undefined }));
    expect([models.small.id, models.tiers.haiku.id]).toEqual(['us-gov.anthropic.claude-sonnet-5', 'us-gov.anthropic.claude-sonnet-5']);
    expect(models.tiers.haiku.why).toBe(
      'The tier haiku is pinned to Claude Sonnet 5: Claude Haiku has only us-gov.anthropic.claude-haiku-5-5 in us-gov-west-1, and too few sources name that.',
    );
  });

  test('an old assistant gets the models it can speak to', () => {
    expect(idsOf(chosen(request('us-east-1', { assistantVersion: '2.1.110' })))).toEqual({
      main: 'us.anthropic.claude-opus-4-6-v1',
      small: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      opus: 'us.anthropic.claude-opus-4-6-v1',
      sonnet: 'us.anthropic.claude-sonnet-4-6',
      haiku: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      fable: 'us.anthropic.claude-opus-4-6-v1',
    });
  });

  test('an account with one model gets that model everywhere', () => {
    const only = profilesOf('us-east-1').filter(({ id }) => id === 'us.anthropic.claude-opus-4-8');
    const ids = idsOf(chosen(request('us-east-1', { account: listOf('us-east-1', only) })));
    expect(new Set(Object.values(ids))).toEqual(new Set(['us.anthropic.claude-opus-4-8']));
  });

  test.each(['ap-east-1', 'eusc-de-east-1', '', 'eu-west-1a'])('a region without models is refused once: "%s"', (region) => {
    expect(chooseModels(request(region, { account: undefined })).kind).toBe('refused');
  });
});

describe('when the user chose', () => {
  test('an older version, the tier of its family stays the newest, so that Claude Code neither probes nor offers an update', () => {
    const models = chosen(request('us-east-1', { main: 'sonnet-4.5[1m]' }));
    expect(models.main).toMatchObject({ id: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', longContext: true });
    expect(models.tiers.sonnet.id).toBe('us.anthropic.claude-sonnet-5-5');
    expect(models.tiers.opus.id).toBe('us.anthropic.claude-opus-5-5');
  });

  test('the newest version with its long window, the tier of its family has it too', () => {
    const models = chosen(request('us-east-1', { main: 'opus[1m]' }));
    expect(models.tiers.opus).toEqual(models.main);
  });

  test('a Haiku, it does the small work too', () => {
    const models = chosen(request('us-east-1', { main: 'haiku-4.5' }));
    expect([models.small.id, models.tiers.haiku.id]).toEqual([models.main.id, models.main.id]);
  });

  test('a small Haiku, the tier haiku is that one', () => {
    const models = chosen(request('us-east-1', { small: 'haiku-4.5' }));
    expect(models.tiers.haiku.id).toBe('us.anthropic.claude-haiku-4-5-20251001-v1:0');
  });

  test('a name for a tier, the tier is what the name stands for', () => {
    const models = chosen(request('us-east-1', { aliases: { sonnet: 'sonnet-4.6', haiku: 'haiku-4.5', opus: 'opus-4.8' } }));
    expect(idsOf(models)).toMatchObject({
      main: 'us.anthropic.claude-opus-4-8',
      sonnet: 'us.anthropic.claude-sonnet-4-6',
      haiku: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      small: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    });
  });

  test('a main model outside the geography, the unasked ones stay inside', () => {
    const models = chosen(request('ap-south-1', { main: 'opus-5.5' }));
    expect(idsOf(models)).toMatchObject({
      main: 'global.anthropic.claude-opus-5-5',
      small: 'in.anthropic.claude-haiku-4-5-20251001-v1:0',
      sonnet: 'in.anthropic.claude-sonnet-5',
    });
    expect(models.notes).toHaveLength(1);
  });

  test('something that is refused, that refusal is the answer', () => {
    expect(chooseModels(request('us-east-1', { main: 'opus-9' }))).toMatchObject({ kind: 'refused', wanted: 'opus-9' });
    expect(chooseModels(request('us-east-1', { small: 'sonnet-4' }))).toMatchObject({
      kind: 'refused',
      wanted: 'sonnet-4',
      code: 'retired',
    });
  });
});

test('every region with Claude gets all six, and no unasked one is widened where the region has a geography', () => {
  const regions = Object.entries(catalog.regions).filter(([, facts]) => facts.global || facts.geography !== null);
  for (const [region, facts] of regions) {
    for (const account of [listOf(region), undefined]) {
      const { main, small, tiers } = chosen(request(region, { account }));
      const unasked = [small, ...Object.values(tiers)].filter(({ id }) => id !== main.id);
      const wide = unasked.filter(({ geography }) => facts.geography !== null && geography !== facts.geography);
      expect({ region, wide }).toEqual({ region, wide: [] });
    }
  }
});
