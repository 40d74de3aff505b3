import { wishOf, type PlaceOfModels } from '../launcher/pick-models.ts';
import { modelByKey } from '../models/catalog.ts';
import { judgeProfile, placeOf, regionsWithin } from '../models/geography.ts';
import type { BoundedGeography } from '../models/catalog.ts';
import type { ModelAnswer, ModelWish } from '../models/model-choice.ts';
import { dearerThanGlobal } from '../models/price.ts';
import { resolveModel } from '../models/resolve.ts';
import type { Geography, Residency } from '../settings/settings.ts';
import type { PromptChoice } from '../system/system.ts';

/** Where requests may be processed. */
export interface Reach {
  readonly geography: Geography;
  readonly residency: Residency;
}

export interface ReachRow extends PromptChoice {
  readonly reach: Reach;
}

/** What a rule would mean for this account and region. */
export interface ReachFacts extends PlaceOfModels {
  readonly own: BoundedGeography;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A model beside the three families that is wanted. */
  readonly model: string | undefined;
  /** What `global` is written with: it makes no difference there. */
  readonly globalResidency: Residency;
}

/** The rules to choose from: the region's own geography with and without exceptions, and global; each says where, for how much, and what is missing. Pure. */
export function reachRows(facts: ReachFacts): readonly ReachRow[] {
  const { own, globalResidency } = facts;
  const wanted = wantedModels(facts);
  return [
    {
      value: own,
      name: `${own}, and say so when a model is only elsewhere`,
      short: own,
      description: sentences(...ownWords(facts, wanted), missingWords(wanted)),
      reach: { geography: own, residency: 'prefer' },
    },
    {
      value: `${own}-strict`,
      name: `${own}, never elsewhere`,
      short: `${own}, never elsewhere`,
      description: sentences(...ownWords(facts, wanted), missingWords(wanted)),
      reach: { geography: own, residency: 'strict' },
    },
    { value: 'global', name: 'global', description: globalWords(facts), reach: { geography: 'global', residency: globalResidency } },
  ];
}

/** One model that is wanted: the best that can be had from the region at all, and inside its geography. */
interface Wanted {
  readonly anywhere: ModelAnswer;
  readonly inside: ModelAnswer;
}

function wantedModels({ own, now, model, ...place }: ReachFacts): readonly Wanted[] {
  const wish: Omit<ModelWish, 'wanted'> = { ...wishOf(place, now), tier: 'main' };
  const names = [...new Set(['opus', 'sonnet', 'haiku', ...(model === undefined ? [] : [model])])];
  return names.map((wanted) => ({
    anywhere: resolveModel({ ...wish, wanted, geography: 'global', residency: 'prefer' }),
    inside: resolveModel({ ...wish, wanted, geography: own, residency: 'strict' }, { widened: false, weak: false }),
  }));
}

function ownWords({ own, session: { region } }: ReachFacts, wanted: readonly Wanted[]): readonly string[] {
  const percents = wanted.flatMap(({ inside }) => (inside.kind === 'chosen' ? (dearerThanGlobal(modelByKey(inside.model), own) ?? []) : []));
  const [least, most] = [Math.min(...percents), Math.max(...percents)];
  const price = percents.length === 0 ? [] : [`${least === most ? least : `${least} to ${most}`}% dearer than global`];
  return [`Processed in ${placeOf(own, regionsWithin(own, region))}`, ...price];
}

/** `Only elsewhere: Opus 5.5 (here Opus 5), Fable 5.2`; undefined when nothing is. */
function missingWords(wanted: readonly Wanted[]): string | undefined {
  const missing = wanted.flatMap(({ anywhere, inside }) => {
    if (anywhere.kind === 'refused' || (inside.kind === 'chosen' && inside.model === anywhere.model)) return [];
    return [inside.kind === 'chosen' ? `${plain(anywhere.label)} (here ${plain(inside.label)})` : plain(anywhere.label)];
  });
  return missing.length === 0 ? undefined : `Only elsewhere: ${[...new Set(missing)].join(', ')}`;
}

function plain(label: string): string {
  return label.replace(/^Claude /, '');
}

function globalWords(facts: ReachFacts): string {
  const cheapest = 'Processed in any commercial region, at the lowest price';
  return sentences(cheapest, listsGlobal(facts) ? undefined : `The account lists no global profile in ${facts.session.region}`);
}

/** Without a list nobody knows better than the catalog. */
function listsGlobal({ account, session: { region } }: ReachFacts): boolean {
  return account.kind !== 'listed' || account.models.profiles.some((profile) => profile.active && judgeProfile(profile, region).geography === 'global');
}

function sentences(...texts: readonly (string | undefined)[]): string {
  return texts.flatMap((text) => (text === undefined ? [] : [`${text}.`])).join(' ');
}
