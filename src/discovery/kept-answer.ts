import type { System } from '../system/system.ts';
import type { AccountAnswer } from './account-list.ts';
import { readKeptList } from './kept-list.ts';
import { isEnough } from './list-age.ts';
import { readTrouble } from './list-trouble.ts';

/** What is kept for a list, as far as it will do. */
export interface KeptAnswer {
  /** Undefined: the account has to be asked. */
  readonly answer?: AccountAnswer;
  /** Why a list that is there cannot be used, as a whole sentence for whoever asks anew. */
  readonly damage?: string;
}

/** Looks for an answer of `since` (ms since the epoch) or later, or of any age when that is undefined; one that outlived a failed renewal says so. */
export function keptAnswer(system: System, path: string, since: number | undefined): KeptAnswer {
  const kept = readKeptList(system, path);
  if (kept.kind === 'unusable') return { damage: `The kept model list was not used, and the account was asked anew: ${kept.why} (${path}).` };
  if (kept.kind === 'nothing' || !isEnough(kept.answer, since, system.now())) return {};
  return { answer: { ...kept.answer, notes: renewalNotes(system, path, kept.answer) } };
}

/** A new answer, with what became of the old one. */
export function withDamage(answer: AccountAnswer, damage: string | undefined): AccountAnswer {
  return damage === undefined ? answer : { ...answer, notes: [damage, ...(answer.notes ?? [])] };
}

function renewalNotes(system: System, path: string, answer: AccountAnswer): readonly string[] {
  const trouble = readTrouble(system, path);
  if (trouble === undefined || answer.kind === 'unknown' || trouble.at <= answer.models.fetchedAt) return [];
  const [since, at] = [answer.models.fetchedAt, trouble.at].map((time) => new Date(time).toISOString());
  return [`The model list is of ${since}; renewing it failed at ${at} (${trouble.why}). Try again: lode models refresh`];
}
