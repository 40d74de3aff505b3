import type { Ask } from './ask.ts';
import { modelsOf } from './catalog.ts';
import { choiceOf } from './choice.ts';
import { geographyOf } from './geography.ts';
import type { AccountModels, ModelAnswer, ModelChoice, ModelWish } from './model-choice.ts';
import { pick, type Ranked } from './pick.ts';
import { priceFor } from './price.ts';
import { livingModels } from './refuse.ts';
import { resolveModel } from './resolve.ts';
import { heldToPlace } from './small-elsewhere.ts';

/** Another region in which the small model is called, and its list. */
export interface Elsewhere {
  readonly region: string;
  readonly account: AccountModels | undefined;
}

/**
 * The model for background work. Asked for: resolved like any wish. Else the cheapest usable Haiku, then the cheapest
 * Sonnet, inside the geography; else the main model. A main model of the Haiku family is the small one too, because
 * the assistant has one setting for both. `elsewhere` moves it to another region, as far as residency allows.
 */
export function chooseSmall(wish: ModelWish, asked: boolean, main: ModelChoice, elsewhere?: Elsewhere): ModelAnswer {
  if (elsewhere === undefined || elsewhere.region === wish.region) return chooseSmallHere(wish, asked, main);
  const geography = wish.geography ?? geographyOf(wish.region);
  if (!asked && isHaiku(main)) return { ...main, notes: [...main.notes, `The main model does the small work too, so all of it is done in ${wish.region}.`] };
  return heldToPlace(resolveModel({ ...wish, ...elsewhere, geography }), elsewhere.region, wish);
}

function chooseSmallHere(wish: ModelWish, asked: boolean, main: ModelChoice): ModelAnswer {
  const named = Object.keys(wish.aliases).some((name) => name.toLowerCase() === 'haiku');
  if (asked) return resolveModel(wish);
  if (isHaiku(main)) return main;
  const own = named ? resolveModel(wish) : undefined;
  if (own?.kind === 'chosen') return own;
  return (
    cheapest('haiku', wish) ??
    cheapest('sonnet', wish) ?? {
      ...main,
      wanted: wish.wanted,
      why: `No Haiku and no Sonnet can be used from ${wish.region}, so ${main.label} does the small work too.`,
    }
  );
}

function isHaiku({ model }: ModelChoice): boolean {
  return modelsOf('haiku').some(({ key }) => key === model);
}

function cheapest(family: 'haiku' | 'sonnet', wish: ModelWish): ModelChoice | undefined {
  const account = wish.account?.region === wish.region ? wish.account : undefined;
  const ask: Ask = { wish: { ...wish, account }, text: family, longContext: false, trail: [] };
  const picked = pick(livingModels(family, ask.wish), ask.wish, { widened: false, weak: false });
  const winner = [...picked.ranked].toSorted((a, b) => costOf(a) - costOf(b))[0];
  if (winner === undefined) return undefined;
  return choiceOf(winner, picked, ask, `${winner.model.name} is the cheapest ${family} that can be used from ${wish.region} inside the geography.`);
}

/** Input and output together, USD per million tokens each; a model without a price is the dearest. */
function costOf({ model, geography }: Ranked): number {
  const price = priceFor(model, geography) ?? model.pricing.geo ?? model.pricing.global;
  return price === undefined ? 1e5 : price.input + price.output;
}
