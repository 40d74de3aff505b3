import type { Residency } from '../settings/settings.ts';
import { catalog, type Family } from './catalog.ts';
import type { ModelAnswer, ModelChoice, ModelRefusal, ModelWish } from './model-choice.ts';
import { ownNames, type OwnNames } from './own-names.ts';
import { resolveModel } from './resolve.ts';
import { chooseSmall, type Elsewhere } from './small.ts';

/** The assistant's own names for models; each is pinned, so that it neither probes nor guesses. */
export type PinnedTier = 'opus' | 'sonnet' | 'haiku' | 'fable';

export interface ModelsRequest extends Omit<ModelWish, 'wanted' | 'tier'> {
  /** Undefined: nobody asked. */
  readonly main: string | undefined;
  readonly small: string | undefined;
  /** Where the small model is called, if not where the others are. */
  readonly smallElsewhere?: Elsewhere | undefined;
}

export interface ChosenModels {
  readonly kind: 'chosen';
  readonly residency: Residency;
  readonly main: ModelChoice;
  readonly small: ModelChoice;
  readonly tiers: Readonly<Record<PinnedTier, ModelChoice>>;
  /** Anthropic's own names of models and what they come to here. */
  readonly names: OwnNames;
  /** The lines of the main model, the small one and tiers that the user named, each once. A stand-in says so in its own notes. */
  readonly notes: readonly string[];
}

/** Where to look when a family cannot be had: the next cheaper first, a dearer one only at the end. */
const substitutes: Readonly<Record<PinnedTier, readonly PinnedTier[]>> = {
  fable: ['opus', 'sonnet', 'haiku'],
  opus: ['sonnet', 'haiku', 'fable'],
  sonnet: ['haiku', 'opus', 'fable'],
  haiku: ['sonnet', 'opus', 'fable'],
};

const inside = { widened: false, weak: false };

/**
 * Chooses the main model, the small one and all four tiers at once. Refuses only when what the user asked for is
 * refused, or when nothing at all can be used. Unasked choices never reach further than the region's own geography.
 */
export function chooseModels(request: ModelsRequest): ChosenModels | ModelRefusal {
  const main = request.main === undefined ? defaultMain(request) : resolveModel(wishFor(request, 'main', request.main));
  if (main.kind === 'refused') return main;
  const small = chooseSmall(wishFor(request, 'small', request.small ?? 'haiku'), request.small !== undefined, main, request.smallElsewhere);
  if (small.kind === 'refused') return small;
  const tiers = pinTiers(request, main, request.small === undefined || small.region !== undefined ? undefined : small);
  const asked = Object.values(tiers).filter((choice) => isNamed(request, choice.wanted));
  const notes = [main, small, ...asked].flatMap((choice) => choice.notes);
  return { kind: 'chosen', residency: request.residency, main, small, tiers, names: ownNames(request), notes: [...new Set(notes)] };
}

/** What Claude Code itself does on Bedrock when nobody chose: the newest Opus. */
function defaultMain(request: ModelsRequest): ModelAnswer {
  const opus = resolveModel(wishFor(request, 'main', 'opus'));
  if (opus.kind === 'chosen') return opus;
  for (const family of substitutes.opus) {
    const other = resolveModel(wishFor(request, 'main', family));
    if (other.kind === 'chosen') return { ...other, notes: [...other.notes, `${opus.message} ${other.label} is used instead.`] };
  }
  return opus;
}

function pinTiers(request: ModelsRequest, main: ModelChoice, askedSmall: ModelChoice | undefined): ChosenModels['tiers'] {
  const named = (tier: PinnedTier) => [main, askedSmall].find((choice) => choice !== undefined && familyOf(choice) === tier);
  // Claude Code probes the newer model and offers to rewrite the user's settings when these two are pinned to an older one.
  const newest = (tier: PinnedTier): ModelAnswer => {
    const answer = tierAnswer(request, tier);
    const asked = named(tier);
    // The same model as asked for brings its long window along.
    return asked !== undefined && (answer.kind === 'refused' || answer.id === asked.id) ? asked : answer;
  };
  const answers: Readonly<Record<PinnedTier, ModelAnswer>> = {
    opus: newest('opus'),
    sonnet: newest('sonnet'),
    haiku: named('haiku') ?? tierAnswer(request, 'haiku'),
    fable: named('fable') ?? tierAnswer(request, 'fable'),
  };
  const pin = (tier: PinnedTier): ModelChoice => {
    const answer = answers[tier];
    return answer.kind === 'chosen' ? answer : standIn(tier, answer, answers, main);
  };
  return { opus: pin('opus'), sonnet: pin('sonnet'), haiku: pin('haiku'), fable: pin('fable') };
}

/** A tier that the user named in `models` is a wish like any other; the rest stay strictly inside. */
function tierAnswer(request: ModelsRequest, tier: PinnedTier): ModelAnswer {
  return resolveModel(wishFor(request, tier, tier), isNamed(request, tier) ? undefined : inside);
}

function isNamed(request: ModelsRequest, wanted: string): boolean {
  return Object.keys(request.aliases).some((name) => name.toLowerCase() === wanted);
}

function standIn(tier: PinnedTier, refused: ModelRefusal, answers: Readonly<Record<PinnedTier, ModelAnswer>>, main: ModelChoice): ModelChoice {
  const found = substitutes[tier].map((other) => answers[other]).find((answer) => answer.kind === 'chosen') ?? main;
  const why = `The tier ${tier} is pinned to ${found.label}: ${refused.message}`;
  return { ...found, wanted: tier, why, notes: [...found.notes, why], refused: [] };
}

function familyOf(choice: ModelChoice): Family | undefined {
  return catalog.models.find((model) => model.key === choice.model)?.family;
}

function wishFor(request: ModelsRequest, tier: ModelWish['tier'], wanted: string): ModelWish {
  const { main: _main, small: _small, smallElsewhere: _elsewhere, ...common } = request;
  return { wanted, tier, ...common };
}
