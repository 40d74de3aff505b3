import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog, profilesOfModel, shortName } from '../../src/models/catalog.ts';
import { profilesOf } from '../../src/models/catalog-profiles.ts';
import { chooseModels } from '../../src/models/choose.ts';
import { isWithin, geographyOf } from '../../src/models/geography.ts';
import { parseModelArn, splitLongContext } from '../../src/models/id.ts';
import type { InferenceProfile, ModelWish } from '../../src/models/model-choice.ts';
import { parseName } from '../../src/models/name.ts';
import { editDistance } from '../../src/nearest.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { listOf, today } from './wish.ts';

const regions = Object.keys(catalog.regions);
const inCatalog = new Set(catalog.models.flatMap((model) => [model.baseId, ...profilesOfModel(model).map(({ profile }) => profile.id)]));

/** Some of what the region would list, some of it asleep, renamed or running somewhere else. */
const profileList = (region: string): fc.Arbitrary<readonly InferenceProfile[]> =>
  fc
    .subarray([...profilesOf(region)])
    .chain((profiles) =>
      fc.tuple(...profiles.map((profile) => fc.oneof({ weight: 4, arbitrary: fc.constant(profile) }, { weight: 1, arbitrary: bent(profile) }))),
    );

const bent = (profile: InferenceProfile): fc.Arbitrary<InferenceProfile> =>
  fc.oneof(
    fc.constant({ ...profile, active: false }),
    fc.constantFrom(...inCatalog).map((id) => ({ ...profile, id })),
    fc.array(fc.constantFrom(...regions, ''), { maxLength: 4 }).map((to) => ({ ...profile, modelArns: to.map((region) => moved(profile, region)) })),
    fc.constant({ ...profile, type: 'APPLICATION' as const }),
  );

const moved = (profile: InferenceProfile, region: string) => (profile.modelArns[0] ?? '').replace(/^(arn:[^:]*:bedrock:)[^:]*/, `$1${region}`);

const names = fc.oneof(
  fc.constantFrom('opus', 'sonnet', 'haiku', 'fable', 'best', 'mythos'),
  fc.constantFrom(...catalog.models.flatMap((model) => [shortName(model), model.key, model.name])),
);

const wishes: fc.Arbitrary<ModelWish> = fc.constantFrom(...regions).chain((region) =>
  fc.record({
    wanted: fc.oneof({ weight: 6, arbitrary: names }, { weight: 2, arbitrary: fc.constantFrom(...inCatalog) }, { weight: 1, arbitrary: fc.string() }),
    tier: fc.constant('main' as const),
    region: fc.constant(region),
    geography: fc.constantFrom(undefined, 'us', 'eu', 'jp', 'au', 'in', 'us-gov', 'global'),
    residency: fc.constantFrom('strict', 'prefer'),
    aliases: fc.dictionary(names, names, { maxKeys: 3 }),
    account: fc.option(
      profileList(region).map((profiles) => listOf(region, profiles)),
      { nil: undefined },
    ),
    assistantVersion: fc.option(
      fc.nat(400).map((patch) => `2.1.${patch}`),
      { nil: undefined },
    ),
    now: fc.constant(today),
  }),
);

/** Recomputed from the list itself, not from what the answer says about it. */
function destinationsListed(wish: ModelWish, id: string): readonly string[] {
  const profile = wish.account?.profiles.find((listed) => listed.active && (listed.id === id || listed.arn === id));
  return (profile?.modelArns ?? []).map(parseModelArn).map((arn) => (arn.kind === 'arn' ? arn.region : '?'));
}

describe('whatever is asked of whatever list', () => {
  test('the ID is in the list or in the catalog, or the user typed it', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const answer = resolveModel(wish);
        if (answer.kind === 'refused') return answer.message !== '';
        const listed = wish.account?.profiles.some((profile) => profile.active && (profile.id === answer.id || profile.arn === answer.id)) ?? false;
        if (answer.evidence === 'account') return listed;
        return answer.evidence === 'catalog'
          ? inCatalog.has(answer.id)
          : splitLongContext(wish.wanted).text === answer.id || Object.values(wish.aliases).length > 0;
      }),
      { numRuns: 2000 },
    );
  });

  test('strict never reaches outside the geography', () => {
    fc.assert(
      fc.property(wishes, (free) => {
        const wish = { ...free, residency: 'strict' as const };
        const answer = resolveModel(wish);
        if (answer.kind === 'refused' || wish.geography === 'global') return true;
        const allowed = wish.geography ?? geographyOf(wish.region);
        if (allowed === undefined) return answer.destinations.every((region) => region === wish.region) && answer.destinations.length > 0;
        const listed = answer.evidence === 'account' ? destinationsListed(wish, answer.id) : answer.destinations;
        return !listed.includes('') && isWithin({ geography: answer.geography, destinations: listed }, allowed, wish.region);
      }),
      { numRuns: 2000 },
    );
  });

  test('all six are chosen together or refused with a reason, and strict holds for each', () => {
    fc.assert(
      fc.property(wishes, fc.option(names, { nil: undefined }), (wish, small) => {
        const answer = chooseModels({ ...wish, main: wish.wanted, small });
        if (answer.kind === 'refused') return answer.message !== '';
        const all = [answer.main, answer.small, ...Object.values(answer.tiers)];
        const allowed = wish.geography ?? geographyOf(wish.region);
        return (
          wish.residency === 'prefer' || wish.geography === 'global' || allowed === undefined || all.every((choice) => isWithin(choice, allowed, wish.region))
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('names', () => {
  test('survive any case, separator and the 1M suffix', () => {
    const writings = fc.record({
      model: fc.constantFrom(...catalog.models),
      upper: fc.boolean(),
      separator: fc.constantFrom('-', ' ', '.', '_', '  '),
      maker: fc.boolean(),
      suffix: fc.constantFrom('', '[1m]', ' [1M]'),
    });
    fc.assert(
      fc.property(writings, ({ model, upper, separator, maker, suffix }) => {
        const plain = `${maker ? 'claude-' : ''}${shortName(model)}`.replace(/[-.]/g, separator);
        const { text, longContext } = splitLongContext(`${upper ? plain.toUpperCase() : plain}${suffix}`);
        expect(longContext).toBe(suffix !== '');
        expect(parseName(text)).toEqual({ kind: 'model', model });
      }),
    );
  });

  test('no text makes the reader throw', () => {
    fc.assert(fc.property(fc.string(), (text) => ['family', 'model', 'unknown'].includes(parseName(text).kind)));
  });

  test('distance is symmetric and zero only for the same text', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.string({ maxLength: 12 }),
        (a, b) => editDistance(a, b) === editDistance(b, a) && (editDistance(a, b) === 0) === (a === b),
      ),
    );
  });
});

test('an ARN comes back from its parts', () => {
  const arns = fc.constantFrom(...regions).chain((region) => fc.constantFrom('', ...profilesOf(region).map((profile) => profile.arn)));
  fc.assert(
    fc.property(
      arns.filter((arn) => arn !== ''),
      (text) => {
        const arn = parseModelArn(text);
        return arn.kind === 'arn' && ['arn', arn.partition, 'bedrock', arn.region, arn.account, `${arn.resource}/${arn.resourceId}`].join(':') === text;
      },
    ),
  );
});
