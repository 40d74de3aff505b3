import { anthropicId } from './anthropic-id.ts';
import { catalog, shortName } from './catalog.ts';
import type { ModelWish } from './model-choice.ts';
import { stageOf } from './lifecycle.ts';
import { resolveModel } from './resolve.ts';

/**
 * What Anthropic's own names of models come to in a session, for whoever types one in the middle of it. Claude Code would take any profile that the account
 * lists: each name becomes what is inside the geography, and under `strict`, where there is nothing inside, the bare ID, which cannot be called.
 */
export function ownNames(common: Omit<ModelWish, 'wanted' | 'tier'>): Readonly<Record<string, string>> {
  const living = catalog.models.filter((model) => stageOf(model, common) !== 'retired');
  const pairs = living.flatMap((model): readonly (readonly [string, string])[] => {
    const name = anthropicId(model.baseId);
    const answer = resolveModel(
      { ...common, aliases: {}, assistantVersion: undefined, wanted: shortName(model), tier: 'main' },
      { widened: false, weak: true },
    );
    if (name === undefined) return [];
    if (answer.kind === 'chosen') return [[name, answer.id]];
    return common.residency === 'strict' ? [[name, model.baseId]] : [];
  });
  return Object.fromEntries(pairs);
}
