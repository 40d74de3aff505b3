import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/models/catalog.ts';
import { chooseModels, type ChosenModels, type ModelsRequest } from '../../src/models/choose.ts';
import { regionsWithin } from '../../src/models/geography.ts';
import type { ModelRefusal } from '../../src/models/model-choice.ts';
import { wantedGeography } from '../../src/models/scope.ts';
import { listOf, today } from './wish.ts';

function choose(region: string, elsewhere: string, changes: Partial<ModelsRequest> = {}): ChosenModels | ModelRefusal {
  return chooseModels({
    main: undefined,
    small: undefined,
    region,
    geography: undefined,
    residency: 'prefer',
    aliases: {},
    account: listOf(region),
    assistantVersion: '2.1.329',
    now: today,
    smallElsewhere: { region: elsewhere, account: listOf(elsewhere) },
    ...changes,
  });
}

function chosen(region: string, elsewhere: string, changes: Partial<ModelsRequest> = {}): ChosenModels {
  const models = choose(region, elsewhere, changes);
  if (models.kind === 'refused') throw new Error(`refused: ${models.message}`);
  return models;
}

const strict = { residency: 'strict' } as const;

describe('a small model in another region', () => {
  test('of the same geography is called there, and strict has nothing against it', () => {
    const { small, main, tiers } = chosen('eu-west-1', 'eu-north-1', strict);
    expect(small).toMatchObject({ id: 'eu.anthropic.claude-haiku-5-5', region: 'eu-north-1', geography: 'eu' });
    expect(small.notes).toEqual(['The small model is called in eu-north-1 (Stockholm), the others in eu-west-1.']);
    expect([main, ...Object.values(tiers)].filter(({ region }) => region !== undefined)).toEqual([]);
  });

  test('of another geography is refused under strict, with both places named', () => {
    expect(choose('eu-west-1', 'us-east-1', { ...strict, small: 'haiku-4.5' })).toMatchObject({
      kind: 'refused',
      code: 'residency',
      message: 'The small model is called in us-east-1 (smallFastModelRegion), the others in eu-west-1: Geography eu cannot be reached from us-east-1.',
      hints: ['Take smallFastModelRegion away: lode config unset smallFastModelRegion'],
    });
  });

  test('of another geography is said under prefer', () => {
    const { small, notes } = chosen('eu-west-1', 'us-east-1', { small: 'haiku-4.5' });
    expect(small).toMatchObject({ id: 'us.anthropic.claude-haiku-4-5-20251001-v1:0', region: 'us-east-1' });
    expect(notes).toContain('Widened beyond eu: requests to us.anthropic.claude-haiku-4-5-20251001-v1:0 may be processed in us-east-1, us-east-2, us-west-2.');
  });

  test('of London is outside what Dublin may reach, though its profile is called eu', () => {
    expect(choose('eu-west-1', 'eu-west-2', strict)).toMatchObject({
      code: 'residency',
      message:
        'The small model eu.anthropic.claude-haiku-5-5, called in eu-west-2, would be processed in eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, outside geography eu, and residency is strict.',
      hints: ['Take smallFastModelRegion away: lode config unset smallFastModelRegion', 'Or name a region of geography eu.'],
    });
  });

  test('does not pin a tier that is called here', () => {
    const { small, tiers } = chosen('eu-west-1', 'us-east-1', { small: 'sonnet-4.5' });
    expect(small.id).toBe('us.anthropic.claude-sonnet-4-5-20250929-v1:0');
    expect(tiers.sonnet.id).toBe('eu.anthropic.claude-sonnet-5-5');
  });

  test('is no other model when the main one is a Haiku', () => {
    const { small } = chosen('eu-west-1', 'eu-north-1', { main: 'haiku' });
    expect(small.region).toBeUndefined();
    expect(small.notes).toContain('The main model does the small work too, so all of it is done in eu-west-1.');
  });

  test('never leaves a strict place, from wherever to wherever', () => {
    const region = fc.constantFrom(...Object.keys(catalog.regions).filter((name) => catalog.regions[name]?.bedrock === true));
    const geography = fc.constantFrom(undefined, 'us', 'eu', 'jp', 'au', 'in', 'us-gov' as const);
    fc.assert(
      fc.property(region, region, geography, fc.constantFrom(undefined, 'haiku', 'sonnet', 'haiku-4.5'), (here, there, asked, small) => {
        const place = { region: here, geography: asked as ModelsRequest['geography'], ...strict };
        const models = choose(here, there, { ...place, small });
        if (models.kind === 'refused' || models.small.region === undefined) return;
        const wanted = wantedGeography(place);
        const allowed = wanted === undefined ? [here] : wanted === 'global' ? Object.keys(catalog.regions) : regionsWithin(wanted, here);
        expect(models.small.destinations.length).toBeGreaterThan(0);
        expect(models.small.destinations.filter((destination) => !allowed.includes(destination))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
