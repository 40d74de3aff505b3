import { catalog, shortName } from './catalog.ts';
import type { ModelChoice, ModelWish } from './model-choice.ts';
import { ownProfilesOf } from './own-profiles.ts';
import { resolveModel } from './resolve.ts';

/** A name that works here, and what it becomes. */
export interface UsableName {
  readonly name: string;
  readonly choice: ModelChoice;
}

/** Names that stand for the newest model of their kind. */
export const families: readonly string[] = ['opus', 'sonnet', 'haiku', 'fable', 'best'];

/** Every name that can be had here: the user's own, the families, each model, and the account's own profiles. Pure. */
export function usableNames(wish: Omit<ModelWish, 'wanted' | 'tier'>): readonly UsableName[] {
  const own = ownProfilesOf(wish.account?.profiles ?? []).map(({ name, arn }) => (/\s/.test(name) ? arn : name));
  const names = [...Object.keys(wish.aliases), ...families, ...catalog.models.map(shortName), ...own];
  return [...new Set(names)].flatMap((name) => {
    const choice = resolveModel({ ...wish, wanted: name, tier: 'main' });
    return choice.kind === 'chosen' ? [{ name, choice }] : [];
  });
}
