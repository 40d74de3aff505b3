import type { AwsFailure, AwsFailureKind } from '../aws/aws-failure.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';
import type { System } from '../system/system.ts';
import type { AccountAnswer } from './account-list.ts';

/** Why a list could not be had the last time, told to those who waited for it and to later launches. */
export interface ListTrouble {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: AwsFailureKind;
  readonly why: string;
}

/** What failed is tried again by a launch after so long, not by every one. */
export const restMs = 5 * 60_000;

const kinds: ReadonlySet<string> = new Set<AwsFailureKind>([
  'missing',
  'expired',
  'invalid',
  'denied',
  'clock',
  'network',
  'throttled',
  'profile',
  'unwritable',
  'other',
]);

const pathOf = (listPath: string): string => listPath.replace(/(\.json)?$/, '.trouble');

/** The note beside a list; undefined when there is none that can be believed. */
export function readTrouble(system: System, listPath: string): ListTrouble | undefined {
  const read = system.files.readText(pathOf(listPath), 64 * 1024);
  if (read.kind !== 'text') return undefined;
  try {
    const { at, kind, why } = JSON.parse(read.text) as Record<string, unknown>;
    if (typeof at !== 'number' || at > system.now() || typeof why !== 'string' || !kinds.has(String(kind))) return undefined;
    return { at, kind: kind as AwsFailureKind, why };
  } catch {
    return undefined;
  }
}

/** Notes why a list could not be had; one that was had takes the note away. */
export function noteTrouble(system: System, listPath: string, answer: AccountAnswer): void {
  const path = pathOf(listPath);
  if (answer.kind === 'listed') {
    if (system.files.facts(path) !== undefined) tryToKeep(() => system.files.remove(path));
    return;
  }
  const { failure, why } = answer;
  if (failure === undefined) return;
  const note: ListTrouble = { at: system.now(), kind: failure.kind, why };
  tryToKeep(() => system.files.writeAtomic(path, `${JSON.stringify(note)}\n`, 0o600));
}

/** The answer that a note stands for, for those who waited while it came about. */
export function troubleAnswer({ kind, why }: ListTrouble): Extract<AccountAnswer, { kind: 'unknown' }> {
  const failure: AwsFailure = { kind, name: 'Error', message: why, requestId: undefined };
  return { kind: 'unknown', why, failure };
}
