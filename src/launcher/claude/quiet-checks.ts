import { anthropicId } from '../../models/anthropic-id.ts';
import { modelsOf } from '../../models/catalog.ts';
import type { ChosenModels, PinnedTier } from '../../models/choose.ts';
import { claudeModel } from './claude-variables.ts';
import { pinnedRows, standsIn } from './picker-rows.ts';

/** The tiers that Claude Code looks after at its start. */
const checked = ['opus', 'sonnet', 'haiku'] as const satisfies readonly PinnedTier[];

/**
 * `modelOverrides` for each tier that is pinned to a model of another family. Claude Code takes such a tier for unpinned and tries its own model of that
 * family, wherever the account lists one, even worldwide; a family with overrides it leaves alone. Each model keeps its bare ID, so that no name of
 * Anthropic's means the stand-in, whose abilities would then be mistaken. Tried with 2.1.197 and 2.1.329.
 */
export function settledFamilies(models: ChosenModels): Readonly<Record<string, string>> {
  const rows = pinnedRows(models);
  const families = checked.filter((tier) => standsIn(tier, rows[tier]));
  return Object.fromEntries(families.flatMap(modelsOf).flatMap(({ baseId }) => pairOf(anthropicId(baseId), baseId)));
}

function pairOf(key: string | undefined, value: string): readonly (readonly [string, string])[] {
  return key === undefined ? [] : [[key, value]];
}

/**
 * Variables by which Claude Code takes a pin for one of its own making. It tries the newest model of a family when an older one is pinned, wherever the
 * account lists it, and offers to write it into the user's settings; its own pins it leaves alone. Tried with 2.1.329; older versions pass them over.
 */
export function settledPins(models: ChosenModels): Readonly<Record<string, string>> {
  const rows = pinnedRows(models);
  const older = (['opus', 'sonnet'] as const).filter((tier) => modelsOf(tier).findIndex(({ key }) => key === rows[tier].model) > 0);
  const pairs = older.flatMap((tier) =>
    ['PROBE_WROTE', 'SEEDED'].map((maker) => [`CLAUDE_CODE_3P_${maker}_${tier.toUpperCase()}_DEFAULT`, claudeModel(rows[tier])] as const),
  );
  return Object.fromEntries(pairs);
}
