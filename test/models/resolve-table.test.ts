import { describe, expect, test } from 'vitest';
import { catalog, profilesOfModel, shortName } from '../../src/models/catalog.ts';
import { listOf, wishFor } from './wish.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import type { ModelAnswer, ModelWish } from '../../src/models/model-choice.ts';
import { judgeDestinations, regionsWithin } from '../../src/models/geography.ts';

const names = [
  ...catalog.models.flatMap((model) => [shortName(model), model.key, model.name]),
  'opus',
  'sonnet',
  'haiku',
  'fable',
  'mythos',
  'best',
  'default',
];
const inCatalog = new Set(catalog.models.flatMap((model) => [model.baseId, ...profilesOfModel(model).map(({ profile }) => profile.id)]));
const codes = ['not-in-region', 'residency', 'retired', 'region-without-bedrock'];

const geographies = [undefined, 'us', 'eu', 'jp', 'au', 'in', 'us-gov', 'global'] as const;

const modes = (['list', 'offline'] as const).flatMap((mode) =>
  (['prefer', 'strict'] as const).flatMap((residency) => geographies.map((geography) => ({ mode, residency, geography }))),
);

interface Answer {
  readonly wish: ModelWish;
  readonly answer: ModelAnswer;
  readonly says: string;
}

const answered = new Map<string, readonly Answer[]>();

/** Every answer for one region: all names, with a list and without, both residencies, every geography. */
function answersIn(region: string): readonly Answer[] {
  const before = answered.get(region);
  if (before !== undefined) return before;
  const answers = names.flatMap((wanted) =>
    modes.map(({ mode, residency, geography }) => {
      const wish = wishFor(wanted, region, { account: mode === 'list' ? listOf(region) : undefined, residency, geography });
      return { wish, answer: resolveModel(wish), says: `${wanted} in ${region}, ${mode}, ${residency}, ${geography}` };
    }),
  );
  answered.set(region, answers);
  return answers;
}

function faultOf(answer: ModelAnswer, mode: 'list' | 'offline', listed: ReadonlySet<string>): string | undefined {
  if (answer.kind === 'refused') {
    if (!codes.includes(answer.code)) return `code ${answer.code}`;
    return answer.message.length < 20 ? 'no reason' : undefined;
  }
  if (answer.evidence === 'account' && !listed.has(answer.id)) return `${answer.id} is not in the list`;
  if (mode === 'list' && answer.evidence !== 'account') return `${answer.id} is chosen by ${answer.evidence}, against the list`;
  if (answer.evidence === 'catalog' && !inCatalog.has(answer.id)) return `${answer.id} is not in the catalog`;
  return answer.why === '' ? 'no why' : undefined;
}

describe('every name in every region', () => {
  test.each(Object.keys(catalog.regions))('of %s resolves or is refused with a reason', (region) => {
    const { profiles, foundation = [] } = listOf(region);
    const listed = new Set([...profiles, ...foundation.filter(({ inferenceTypes }) => inferenceTypes.includes('ON_DEMAND'))].map(({ id }) => id));
    const faults = answersIn(region).flatMap(({ wish, answer, says }) => {
      const fault = faultOf(answer, wish.account === undefined ? 'offline' : 'list', listed);
      return fault === undefined ? [] : [`${says}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  test.each(Object.keys(catalog.regions))('of %s stays inside the geography under strict', (region) => {
    const faults = answersIn(region).flatMap(({ wish, answer, says }) => {
      if (wish.residency !== 'strict' || answer.kind === 'refused' || wish.geography === 'global') return [];
      const allowed = wish.geography ?? catalog.regions[region]?.geography ?? undefined;
      const inside = allowed === undefined ? [region] : regionsWithin(allowed, region);
      const ok = answer.destinations.length > 0 && answer.destinations.every((destination) => inside.includes(destination));
      return ok ? [] : [`${says}: ${answer.id} reaches ${answer.destinations.join(', ') || answer.geography}`];
    });
    expect(faults).toEqual([]);
  });

  test.each(Object.keys(catalog.regions))('of %s says so when it widens', (region) => {
    const faults = answersIn(region).flatMap(({ wish, answer, says }) => {
      if (answer.kind === 'refused' || answer.geography !== 'global' || wish.geography === 'global') return [];
      return answer.notes.some((note) => note.startsWith('Widened')) ? [] : [says];
    });
    expect(faults).toEqual([]);
  });

  test('never leaves GovCloud, whatever is asked', () => {
    const reached = ['us-gov-west-1', 'us-gov-east-1'].flatMap((region) =>
      answersIn(region).flatMap(({ answer }) => (answer.kind === 'chosen' ? answer.destinations : [])),
    );
    expect(new Set(reached)).toEqual(new Set(['us-gov-west-1', 'us-gov-east-1']));
  });

  test('is answered in numbers that say the table is not empty', () => {
    const chosen = Object.keys(catalog.regions)
      .flatMap(answersIn)
      .filter(({ answer }) => answer.kind === 'chosen');
    expect(chosen.length).toBeGreaterThan(20_000);
  });

  test('judges what it chose like the list does', () => {
    const faults = Object.keys(catalog.regions)
      .flatMap(answersIn)
      .flatMap(({ wish, answer, says }) => {
        const profile = answer.kind === 'chosen' && answer.evidence === 'account' ? wish.account?.profiles.find(({ id }) => id === answer.id) : undefined;
        if (profile === undefined || answer.kind === 'refused') return [];
        return judgeDestinations(profile.modelArns, wish.region).geography === answer.geography ? [] : [says];
      });
    expect(faults).toEqual([]);
  });
});
