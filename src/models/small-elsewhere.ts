import type { BoundedGeography } from './catalog.ts';
import { geographyOf, placeOf, regionsWithin } from './geography.ts';
import type { ModelAnswer, ModelChoice, ModelRefusal, ModelWish } from './model-choice.ts';
import { refusal } from './refuse.ts';
import { regionWithPlace } from './region-names.ts';
import { wantedGeography } from './scope.ts';

/**
 * Holds a small model that is called in another region than the main one to the main one's place: `strict` refuses what that place does not have, and
 * `prefer` says so. `answer` is for a wish in `region`; `wish` is the main region's.
 */
export function heldToPlace(answer: ModelAnswer, region: string, wish: ModelWish): ModelAnswer {
  if (answer.kind === 'refused') return refusedElsewhere(answer, region, wish);
  const notes = [`The small model is called in ${regionWithPlace(region)}, the others in ${wish.region}.`, ...answer.notes];
  const choice: ModelChoice = { ...answer, region, notes };
  if (staysIn(choice, wish)) return choice;
  const place = placeWords(wish);
  const where = choice.destinations.length > 0 ? choice.destinations.join(', ') : placeOf('global');
  if (wish.residency === 'strict') {
    const message = `The small model ${choice.id}, called in ${region}, would be processed in ${where}, outside ${place}, and residency is strict.`;
    return refusal(wish, 'residency', message, [takeAway, `Or name a region of ${place}.`]);
  }
  if (choice.notes.some((note) => note.startsWith('Widened'))) return choice;
  return { ...choice, notes: [...choice.notes, `Widened beyond ${place}: requests to ${choice.id} may be processed in ${where}.`] };
}

const takeAway = 'Take smallFastModelRegion away: lode config unset smallFastModelRegion';

/** What would have to change is another setting than the one that the refusal speaks of. */
function refusedElsewhere(refused: ModelRefusal, region: string, wish: ModelWish): ModelRefusal {
  const hints = refused.code === 'residency' ? refused.hints.filter((hint) => !/"(geography|region)"/.test(hint)) : refused.hints;
  const message = `The small model is called in ${region} (smallFastModelRegion), the others in ${wish.region}: ${refused.message}`;
  return { ...refused, message, hints: [takeAway, ...hints] };
}

function staysIn({ geography, destinations }: ModelChoice, wish: ModelWish): boolean {
  const wanted = wantedGeography(wish);
  if (wanted === 'global') return geographyOf(wish.region) !== 'us-gov' || geography === 'us-gov';
  const allowed = wanted === undefined ? [wish.region] : regionsWithin(wanted satisfies BoundedGeography, wish.region);
  return destinations.length > 0 && destinations.every((destination) => allowed.includes(destination));
}

function placeWords(wish: ModelWish): string {
  const wanted = wantedGeography(wish);
  return wanted === undefined ? wish.region : `geography ${wanted}`;
}
