import { tryToKeep } from '../auth/try-to-keep.ts';
import { readAccountModels, writeAccountModels } from '../models/account-models.ts';
import type { System } from '../system/system.ts';
import type { AccountAnswer } from './account-list.ts';

/** What stands in the cache. */
export type KeptList =
  | { readonly kind: 'nothing' }
  /** `why` is the end of a sentence. */
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'kept'; readonly answer: AccountAnswer };

/** An account that may not list is asked again after this long, so that a warm launch makes no call. */
const refusalLastsMs = 60 * 60_000;

const largest = 16 * 1024 * 1024;

/** The list kept from before, or the remembered fact that this principal may not list. What cannot be believed comes back with its reason. */
export function readKeptList(system: System, path: string): KeptList {
  const read = system.files.readText(path, largest);
  if (read.kind === 'missing') return { kind: 'nothing' };
  if (read.kind === 'unreadable') return { kind: 'unusable', why: `it cannot be read: ${read.detail}` };
  if (system.files.facts(path)?.ours !== true) return { kind: 'unusable', why: 'it belongs to another user' };
  if (read.text.startsWith('{"refused":')) return readRefusal(read.text, system.now());
  const list = readAccountModels(read.text);
  return list.models === undefined ? { kind: 'unusable', why: list.reason } : { kind: 'kept', answer: { kind: 'listed', models: list.models, from: 'cache' } };
}

function readRefusal(text: string, now: number): KeptList {
  try {
    const { refused, why } = JSON.parse(text) as Record<string, unknown>;
    const age = typeof refused === 'number' ? now - refused : Number.NaN;
    return age >= 0 && age < refusalLastsMs && typeof why === 'string'
      ? { kind: 'kept', answer: { kind: 'unknown', why, at: now - age } }
      : { kind: 'nothing' };
  } catch {
    return { kind: 'unusable', why: 'it is not a JSON object' };
  }
}

/**
 * Keeps a list, or the fact that the account refused one, unless there is a good list from before; network trouble is not kept. A folder that cannot be
 * written is let be. Returns the answer to go by: models that could not be had this time are those of the list from before.
 */
export function keepList(system: System, path: string, answer: AccountAnswer): AccountAnswer {
  const before = listAt(system, path);
  const whole = answer.kind === 'listed' && before !== undefined ? withModelsOf(before, answer) : answer;
  const text = whole.kind === 'unknown' && before !== undefined ? undefined : textToKeep(whole, system.now());
  if (text !== undefined) tryToKeep(() => system.files.writeAtomic(path, text, 0o600));
  return whole;
}

type Listed = Extract<AccountAnswer, { kind: 'listed' }>;

function listAt(system: System, path: string): Listed | undefined {
  const kept = readKeptList(system, path);
  return kept.kind === 'kept' && kept.answer.kind === 'listed' ? kept.answer : undefined;
}

function withModelsOf({ models: { foundation } }: Listed, answer: Listed): AccountAnswer {
  const { models, modelsFailure, notes = [] } = answer;
  if (modelsFailure === undefined || foundation === undefined) return answer;
  const { name, message } = modelsFailure;
  const note = `The models of ${models.region} are as they were listed before; asking again failed (ListFoundationModels: ${name}: ${message}). Try again: lode models refresh`;
  return { kind: 'listed', models: { ...models, foundation }, from: answer.from, notes: [...notes, note] };
}

function textToKeep(answer: AccountAnswer, now: number): string | undefined {
  if (answer.kind === 'listed') return writeAccountModels(answer.models);
  return answer.failure?.kind === 'denied' ? `${JSON.stringify({ refused: now, why: answer.why })}\n` : undefined;
}
