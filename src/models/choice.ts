import type { Ask } from './ask.ts';
import type { ModelChoice, ModelWish } from './model-choice.ts';
import { evidenceNotes, hasLongContext, modelNotes, reachNotes } from './notes.ts';
import type { Pick, Ranked } from './pick.ts';

/** The choice of one ranked ID, with what must be said about it and why the others lost. */
export function choiceOf(winner: Ranked, picked: Pick, ask: Ask, why: string, extra: readonly string[] = []): ModelChoice {
  const { wish } = ask;
  return {
    kind: 'chosen',
    id: winner.id,
    longContext: ask.longContext && hasLongContext(winner.model),
    wanted: wish.wanted,
    model: winner.model.key,
    label: winner.model.name,
    geography: winner.geography,
    destinations: winner.destinations,
    evidence: winner.evidence,
    why,
    notes: [...evidenceNotes(winner, wish), ...reachNotes(winner.id, winner, winner.widened, wish), ...extra, ...modelNotes(winner.model, ask)],
    refused: losers(winner, picked, wish),
  };
}

function losers(winner: Ranked, picked: Pick, wish: ModelWish): ModelChoice['refused'] {
  const ranked = picked.ranked
    .filter((candidate) => candidate.id !== winner.id)
    .map((candidate) => ({ id: candidate.id, why: lostBecause(candidate, winner) }));
  const outside = picked.outside.map((candidate) => ({
    id: candidate.id,
    why: wish.residency === 'strict' ? 'residency strict does not allow where it reaches' : 'it reaches further, and nobody asked for that',
  }));
  const tooNew = picked.tooNew.map(({ model, needs }) => ({ id: model.baseId, why: `it needs Claude Code ${needs} or newer` }));
  return [...ranked, ...outside, ...tooNew];
}

function lostBecause(candidate: Ranked, winner: Ranked): string {
  if (candidate.weak && !winner.weak) return candidate.confidence === 'disputed' ? 'sources disagree on whether it exists' : 'only one source names it';
  if (candidate.widened && !winner.widened) return 'it would reach further than the geography';
  if (candidate.confidence === 'probable' && winner.confidence === 'confirmed') return 'the catalog is less sure of it';
  return candidate.model === winner.model ? 'another profile of the same model comes first' : `${winner.model.name} comes first`;
}
