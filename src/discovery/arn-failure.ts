import type { AwsFailure, AwsFailureKind } from '../aws/aws-failure.ts';
import type { System } from '../system/system.ts';
import { keepList, readKeptList } from './kept-list.ts';
import { isEnough, isNews } from './list-age.ts';
import { noteTrouble, readTrouble, restMs } from './list-trouble.ts';

/** Why AWS did not say what stands behind an ARN. */
export interface ArnFailure {
  readonly kind: AwsFailureKind;
  /** The end of a sentence. */
  readonly why: string;
}

/** Keeps why AWS could not be asked. Whatever else it answered came soon, and may be another answer the next time. */
export function rememberFailure(system: System, path: string, failure: AwsFailure): ArnFailure {
  const { kind, name, message } = failure;
  const why = `${name}: ${message}`;
  const answer = { kind: 'unknown', why, failure } as const;
  if (kind === 'denied') keepList(system, path, answer);
  else if (kind !== 'other') noteTrouble(system, path, answer);
  return { kind, why };
}

/**
 * What makes asking not worth it yet: a refusal of the last hour, anything else of the last minutes. With `since` (ms since the epoch), only what went wrong
 * since then and in the last minute. Undefined: ask.
 */
export function rememberedFailure(system: System, path: string, since: number | undefined): ArnFailure | undefined {
  const now = system.now();
  const kept = readKeptList(system, path);
  if (kept.kind === 'kept' && kept.answer.kind === 'unknown' && isEnough(kept.answer, since, now)) return { kind: 'denied', why: kept.answer.why };
  const trouble = readTrouble(system, path);
  if (trouble === undefined) return undefined;
  return (since === undefined ? now - trouble.at < restMs : isNews(trouble.at, since, now)) ? trouble : undefined;
}
