import { modelByKey } from '../../models/catalog.ts';
import type { ChosenModels, PinnedTier } from '../../models/choose.ts';
import { placeOf } from '../../models/geography.ts';
import type { ModelChoice } from '../../models/model-choice.ts';
import { priceFor, priceWords } from '../../models/price.ts';
import { claudeModel } from './claude-variables.ts';

/**
 * What `/model` shows of the pinned tiers, and one row more for a main model that is none of them: its name, where it may be processed, its price,
 * and that it is pinned. Only shown, so a managed file may say something else. Claude Code docs: environment variables; tried with 2.1.197 and 2.1.329.
 */
export function pickerRows(models: ChosenModels): Readonly<Record<string, string>> {
  const rows = pinnedRows(models);
  const tiers = Object.entries(rows).map(([tier, choice]) =>
    row(`ANTHROPIC_DEFAULT_${tier.toUpperCase()}_MODEL`, choice, standInWords(tier as PinnedTier, choice)),
  );
  const main = claudeModel(models.main);
  if (Object.values(rows).some((choice) => claudeModel(choice) === main)) return Object.assign({}, ...tiers);
  const own = 'ANTHROPIC_CUSTOM_MODEL_OPTION';
  return Object.assign({ [own]: main }, ...tiers, row(own, models.main, []));
}

/** The tiers as Claude Code knows them: its Haiku is the small model. */
export function pinnedRows({ small, tiers }: ChosenModels): Readonly<Record<PinnedTier, ModelChoice>> {
  return { ...tiers, haiku: small };
}

/** Whether a tier is pinned to a model of another family; false for what the catalog does not know. */
export function standsIn(tier: PinnedTier, choice: ModelChoice): boolean {
  return ![tier, undefined].includes(modelByKey(choice.model)?.family as PinnedTier | undefined);
}

function row(variable: string, choice: ModelChoice, first: readonly string[]): Readonly<Record<string, string>> {
  const price = priceFor(modelByKey(choice.model), choice.geography);
  const called = choice.region === undefined ? [] : [`called in ${choice.region}`];
  const words = [...first, placeWords(choice), ...called, ...(price === undefined ? [] : [`${priceWords(price)} per Mtok`]), 'pinned by lode'];
  const name = choice.longContext ? `${choice.label} (1M context)` : choice.label;
  return { [`${variable}_NAME`]: name, [`${variable}_DESCRIPTION`]: words.join(' · ') };
}

function standInWords(tier: PinnedTier, choice: ModelChoice): readonly string[] {
  return standsIn(tier, choice) ? [`stands in for ${tier.charAt(0).toUpperCase()}${tier.slice(1)}`] : [];
}

function placeWords({ geography, destinations }: ModelChoice): string {
  if (geography === 'unknown') return destinations.length === 0 ? 'unknown where it is processed' : destinations.join(', ');
  return geography === 'in-region' ? `${destinations.join(', ')} only` : `${geography} (${placeOf(geography, destinations)})`;
}
