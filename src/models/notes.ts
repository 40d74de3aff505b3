import type { Ask } from './ask.ts';
import { catalog, type CatalogModel } from './catalog.ts';
import { geographyOf, placeOf, type Judged } from './geography.ts';
import { legacyNote } from './lifecycle.ts';
import type { ModelWish } from './model-choice.ts';
import type { Ranked } from './pick.ts';
import { wantedGeography } from './scope.ts';

/** Said whenever an ID comes from the catalog alone; the same words for every model, so that it is shown once. */
export function guessNote(region: string): string {
  return `No model list of the account for ${region}: IDs are a guess from the built-in catalog of ${catalog.asOf}.`;
}

/** What is doubtful about an ID that lode itself chose. */
export function evidenceNotes(winner: Ranked, wish: ModelWish): readonly string[] {
  if (winner.evidence === 'account') return [];
  const notes =
    wish.account === undefined ? [guessNote(wish.region)] : [`${winner.id} is called in ${wish.region} directly; a list of profiles cannot confirm it.`];
  if (winner.confidence === 'disputed') notes.push(`Sources disagree on whether ${winner.id} exists.`);
  if (winner.confidence === 'single-source') notes.push(`Only one source names ${winner.id}.`);
  return notes;
}

/** One visible line when requests may run further than the user said; empty when nothing was widened. */
export function reachNotes(id: string, judged: Judged, widened: boolean, wish: ModelWish): readonly string[] {
  const where = `requests to ${id} may be processed in ${destinationWords(judged)}`;
  if (widened) return [`Widened beyond ${wantedGeography(wish) ?? wish.region}: ${where}.`];
  if (judged.geography === 'global' && wish.geography === undefined && geographyOf(wish.region) === undefined) {
    return [`Widened to global: ${wish.region} has no geography of its own, so requests may be processed in ${placeOf('global')}.`];
  }
  return judged.geography === 'unknown' ? [`The geography of ${id} is unknown: ${where}.`] : [];
}

/** What the user must know about the model itself. */
export function modelNotes(model: CatalogModel | undefined, ask: Ask): readonly string[] {
  if (model === undefined) return [];
  const notes: string[] = [];
  const legacy = legacyNote(model, ask.wish);
  if (legacy !== undefined) notes.push(legacy);
  if (ask.longContext && !hasLongContext(model)) notes.push(`${model.name} has no 1M-token window; [1m] is ignored.`);
  return notes;
}

/** Whether `[1m]` can be honoured; a model that the catalog does not know is believed to. */
export function hasLongContext(model: CatalogModel | undefined): boolean {
  return model?.context1M !== 'no';
}

function destinationWords({ geography, destinations }: Judged): string {
  if (geography === 'global') return placeOf('global');
  if (destinations.length === 0) return 'regions that lode cannot see';
  return destinations.join(', ');
}
