import { anthropicId } from './anthropic-id.ts';
import { catalog, shortName } from './catalog.ts';
import type { ModelWish } from './model-choice.ts';
import { stageOf } from './lifecycle.ts';
import { resolveModel } from './resolve.ts';

/** Anthropic's own names of models. */
export interface OwnNames {
  /** What they come to inside the geography. */
  readonly inside: Readonly<Record<string, string>>;
  /** Those with nothing inside, under `strict`: bare IDs that cannot be called. */
  readonly shut: Readonly<Record<string, string>>;
}

/**
 * What Anthropic's own names of models come to in a session, for whoever types one in the middle of it. Claude Code would take any profile that the account
 * lists: each name becomes what is inside the geography, and under `strict`, where there is nothing inside, the bare ID, which cannot be called.
 */
export function ownNames(common: Omit<ModelWish, 'wanted' | 'tier'>): OwnNames {
  const living = catalog.models.filter((model) => stageOf(model, common) !== 'retired');
  const inside: Record<string, string> = {};
  const shut: Record<string, string> = {};
  for (const model of living) {
    const name = anthropicId(model.baseId);
    if (name === undefined) continue;
    const answer = resolveModel(
      { ...common, aliases: {}, assistantVersion: undefined, wanted: shortName(model), tier: 'main' },
      { widened: false, weak: true },
    );
    if (answer.kind === 'chosen') inside[name] = answer.id;
    else if (common.residency === 'strict') shut[name] = model.baseId;
  }
  return { inside, shut };
}
