import { sha256Hex } from '../digest.ts';
import { partsOf, type EditPart } from './edit-parts.ts';
import { keyChanges, type KeyChange } from './key-changes.ts';

/** An edit as the parts that went, each by itself: what stands between them, maybe a secret, is kept in no second place. */
export interface EditStep {
  readonly kind: 'edit';
  readonly path: string;
  /** SHA-256 of the whole text before the edit; undefined: there was no file. */
  readonly before: string | undefined;
  /** SHA-256 of the whole text after it. */
  readonly after: string;
  /** Undefined: a secret may have gone with the edit, and nothing of that is kept. */
  readonly parts?: readonly EditPart[];
  /** Of a JSON file, the keys that changed: they can be put back in a file that changed elsewhere since. */
  readonly keys?: readonly KeyChange[];
}

/** An edit as a step; `secret`: what came is kept nowhere else. Pure. */
export function editStep(path: string, before: string | undefined, after: string, secret: boolean): EditStep {
  const digests = { before: before === undefined ? undefined : sha256Hex(before), after: sha256Hex(after) };
  const isJson = /\.jsonc?$/.test(path);
  const keys = isJson && !secret ? keyChanges(before ?? '', after) : undefined;
  const parts = partsOf(before ?? '', after, isJson);
  const mayKeep = parts !== undefined && !(secret && parts.some(({ gone }) => gone !== '')) && keys?.some(({ hidden }) => hidden) !== true;
  return {
    kind: 'edit',
    path,
    ...digests,
    ...(mayKeep ? { parts: secret || isJson ? parts.map(({ at, gone, came }) => ({ at, gone, came })) : parts } : {}),
    ...(keys === undefined ? {} : { keys }),
  };
}

/** The text before the edit; undefined when the text is not what the edit left. Pure. */
export function beforeEdit({ after, parts }: EditStep, now: string): string | undefined {
  if (parts === undefined || sha256Hex(now) !== after) return undefined;
  return parts.reduceRight((text, { at, gone, came }) => `${text.slice(0, at)}${gone}${text.slice(at + came)}`, now);
}

/** Whether a text is what it was before the edit; undefined stands for no file. Pure. */
export function isAsBefore({ before }: EditStep, now: string | undefined): boolean {
  return before === (now === undefined ? undefined : sha256Hex(now));
}
