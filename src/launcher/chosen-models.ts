import { fail } from '../errors.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { resolveModel } from '../models/resolve.ts';
import { pickModels, wishOf, type PlaceOfModels } from './pick-models.ts';

/** What these names become; without names, every model that a launch pins, each once. `now` is in ms. Throws LodeError when one cannot be had here. */
export function chosenModels(place: PlaceOfModels, names: readonly string[], now: number): readonly ModelChoice[] {
  if (names.length > 0) return names.map((name) => chosenModel(place, name, now));
  const { main, small, tiers } = pickModels(place, now);
  const all = [main, small, ...Object.values(tiers)];
  return all.filter((choice, index) => all.findIndex(({ id, region }) => id === choice.id && region === choice.region) === index);
}

function chosenModel(place: PlaceOfModels, wanted: string, now: number): ModelChoice {
  const answer = resolveModel({ ...wishOf(place, now), wanted, tier: 'main' });
  if (answer.kind === 'refused') return fail({ code: `model.${answer.code}`, exit: 'user', message: answer.message, hints: answer.hints });
  return answer;
}
