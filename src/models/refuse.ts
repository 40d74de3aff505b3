import type { Ask } from './ask.ts';
import { modelsOf, profilesOfModel, regionFacts, shortName, sourcesOf, type CatalogModel } from './catalog.ts';
import { geographyOf, placeOf, regionsWithin } from './geography.ts';
import { endOfLifeDay, stageOf, successorOf, type Moment } from './lifecycle.ts';
import type { ModelRefusal, ModelWish } from './model-choice.ts';
import { pick, type Pick } from './pick.ts';
import { wantedGeography } from './scope.ts';

/** A refusal for this wish. */
export function refusal(wish: ModelWish, code: string, message: string, hints: readonly string[]): ModelRefusal {
  return { kind: 'refused', wanted: wish.wanted, code, message, hints };
}

/** The names that would work from here, one per family: "opus-5.5, sonnet-5.5, haiku-5.5". */
export function usableHint(wish: ModelWish): readonly string[] {
  const usable = (['fable', 'opus', 'sonnet', 'haiku'] as const).flatMap((family) => {
    const best = pick(livingModels(family, wish), wish, { widened: true, weak: false }).ranked[0];
    return best === undefined ? [] : [shortName(best.model)];
  });
  return usable.length === 0 ? [] : [`Usable from ${wish.region}: ${usable.join(', ')}.`];
}

/** The models of a family that still answer, newest first. */
export function livingModels(family: CatalogModel['family'], moment: Moment): readonly CatalogModel[] {
  return modelsOf(family).filter((model) => stageOf(model, moment) !== 'retired');
}

/** Past its end of life. */
export function retiredRefusal(model: CatalogModel, wish: ModelWish): ModelRefusal {
  const endOfLife = endOfLifeDay(model, wish.account);
  const successor = successorOf(model, wish);
  const hints = successor === undefined ? usableHint(wish) : [`Its successor is ${successor.name}: use ${shortName(successor)}.`];
  return refusal(wish, 'retired', `${model.name} has reached its end of life on Bedrock${endOfLife === undefined ? '' : ` (${endOfLife})`}.`, hints);
}

/** The assistant is older than the model asks for. */
export function tooOldRefusal(what: string, needs: string, wish: ModelWish): ModelRefusal {
  const message = `${what} needs Claude Code ${needs} or newer, and this one is ${wish.assistantVersion ?? 'older'}.`;
  return refusal(wish, 'assistant-too-old', message, ['Run `claude update`, or name an older model.', ...usableHint(wish)]);
}

/** Nothing that was asked for can be used from the region: says which rule shut it out. */
export function noneRefusal(what: string, picked: Pick, models: readonly CatalogModel[], { wish }: Ask): ModelRefusal {
  const tooNew = picked.tooNew.at(-1);
  if (tooNew !== undefined) return tooOldRefusal(tooNew.model.name, tooNew.needs, wish);
  if (picked.outside.length > 0)
    return residencyRefusal(
      what,
      picked.outside.map(({ id }) => id),
      wish,
    );
  const doubtful = picked.doubtful[0]?.id;
  if (doubtful !== undefined) return refusal(wish, 'not-in-region', `${what} has only ${doubtful} in ${wish.region}, and too few sources name that.`, []);
  const by = wish.account === undefined ? 'the catalog knows no profile for it there' : 'the account lists no profile for it there';
  const hints = [...usableHint(wish), ...offeredFrom(models, wish.region)];
  return refusal(wish, 'not-in-region', `${what} cannot be used from ${wish.region}: ${by}.`, hints);
}

/** It exists, but would leave what is allowed. */
export function residencyRefusal(what: string, outside: readonly string[], wish: ModelWish): ModelRefusal {
  const wanted = wantedGeography(wish);
  const reachable = wish.geography === undefined || wish.geography === 'global' || sourcesOf(wish.geography).includes(wish.region);
  if (!reachable && wish.geography !== undefined) {
    const from = sourcesOf(wish.geography).join(', ');
    return refusal(wish, 'residency', `Geography ${wish.geography} cannot be reached from ${wish.region}.`, contradictionHints(wish, from));
  }
  const rule = wish.residency === 'strict' ? ', and residency is strict' : '';
  const message =
    wanted === undefined
      ? `${what} would leave ${wish.region}, which has no geography of its own${rule}.`
      : `From ${wish.region}, ${what} would leave geography ${wanted} (${placeOf(wanted, wanted === 'global' ? [] : regionsWithin(wanted, wish.region))})${rule}.`;
  return refusal(wish, 'residency', message, [...usableHint(wish), ...globalHint(outside[0], wish)]);
}

function contradictionHints(wish: ModelWish, sources: string): readonly string[] {
  const own = geographyOf(wish.region);
  const instead = own === undefined ? [] : [`Set "geography" to ${own}, the geography of ${wish.region}.`];
  return [...instead, `Or set "region" to one of ${sources}.`];
}

function globalHint(id: string | undefined, wish: ModelWish): readonly string[] {
  const gov = geographyOf(wish.region) === 'us-gov' || wish.geography === 'us-gov';
  return gov || id === undefined ? [] : [`To allow ${id}, give --geography global: requests may then be processed in any commercial region.`];
}

/** Geographies of the same partition where the newest of these models has profiles, with one region of each. */
function offeredFrom(models: readonly CatalogModel[], region: string): readonly string[] {
  const newest = models[0];
  if (newest === undefined) return [];
  const places = profilesOfModel(newest)
    .filter(({ geography, profile }) => geography !== 'global' && geography !== 'apac' && profile.status !== 'retired')
    .map(({ geography, profile }) => ({ geography, source: sourcesOf(geography, profile)[0] ?? '' }))
    .filter(({ source }) => regionFacts(source)?.partition === regionFacts(region)?.partition)
    .map(({ geography, source }) => `${geography} (e.g. ${source})`);
  return places.length === 0 ? [] : [`${newest.name} is offered in ${places.join(', ')}.`];
}
