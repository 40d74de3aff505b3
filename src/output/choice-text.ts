import { modelByKey } from '../models/catalog.ts';
import { dearerThanGlobal, priceFor, priceWords } from '../models/price.ts';
import { placeOf } from '../models/geography.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { processingOf, regionAllowance } from '../models/processing.ts';
import { regionWithPlace } from '../models/region-names.ts';

/** What a person needs to know of a choice: why, where, for how much, and what to mind. */
export function choiceText(choice: ModelChoice): string {
  const others = choice.refused.length;
  return lines([
    choice.why,
    ...(choice.destinations.length > 0 ? [`processed in ${choice.destinations.join(', ')}`] : []),
    ...costLines(choice),
    ...choice.notes,
    ...(others > 0 ? [`${others === 1 ? '1 other ID was' : `${others} other IDs were`} passed over; --explain says why`] : []),
  ]);
}

/** All there is to say of a choice, for `--explain`. */
export function fullChoiceText(choice: ModelChoice, sourceRegion: string): string {
  return lines([
    choice.why,
    ...processingLines(choice),
    ...costLines(choice),
    ...choice.notes,
    ...allowanceLines(choice, sourceRegion),
    ...(choice.refused.length > 0 ? ['Passed over:', ...choice.refused.map(({ id, why }) => `  ${id}: ${why}`)] : []),
  ]);
}

function processingLines(choice: ModelChoice): readonly string[] {
  const { regions, anywhere } = processingOf([choice]);
  if (regions.length === 0) return ['Where it is processed cannot be seen: no list and no profile shows its destinations.'];
  const { geography } = choice;
  const reach = anywhere
    ? `any commercial region, today ${regions.length}`
    : geography === 'in-region' || geography === 'unknown'
      ? 'only'
      : `${regions.length} regions of ${placeOf(geography, regions)}`;
  return [`May be processed in ${reach}:`, ...regions.map((region) => `  ${regionWithPlace(region)}`)];
}

function costLines(choice: ModelChoice): readonly string[] {
  const model = modelByKey(choice.model);
  const price = priceFor(model, choice.geography);
  if (price === undefined) return [];
  const long = price.longPrompt === undefined ? '' : ` (above ${price.longPrompt.above / 1000}K prompt tokens ${priceWords(price.longPrompt)})`;
  const dearer = dearerThanGlobal(model, choice.geography);
  const global = model?.pricing.global;
  const difference = dearer === undefined || global === undefined ? '' : `, ${dearer} % more than global (${priceWords(global)})`;
  return [`costs ${priceWords(price)} per million tokens${long}${difference}`];
}

function allowanceLines(choice: ModelChoice, sourceRegion: string): readonly string[] {
  const { requestedRegions, unknown } = regionAllowance([choice], sourceRegion);
  if (unknown.length > 0) return [];
  return [`A policy that denies by aws:RequestedRegion has to let through: ${requestedRegions.join(', ')}`];
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `  ${text}\n`).join('');
}
