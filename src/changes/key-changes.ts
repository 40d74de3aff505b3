import { sha256Hex } from '../digest.ts';
import { editText } from '../settings/edit.ts';
import { parseJsonc } from '../settings/jsonc.ts';
import { valueAt } from '../settings/value-at.ts';
import { isObject } from '../settings/value-type.ts';
import { holdsSecretValue } from './holds-secret.ts';

/** One key of a JSON file that an edit changed. */
export interface KeyChange {
  readonly path: readonly string[];
  /** Undefined: it was not there. */
  readonly before?: unknown;
  /** SHA-256 of what the edit wrote there, as JSON; undefined: the edit took the key away. */
  readonly after?: string;
  /** How many of the objects around it the edit made; none without it. */
  readonly made?: number;
  /** What was there may be a secret, so it is not kept. */
  readonly hidden?: true;
}

/** The keys in which two JSON texts differ, objects looked into and lists not; undefined where one of them is no JSON object. Pure. */
export function keyChanges(before: string, after: string): readonly KeyChange[] | undefined {
  const [old, now] = [objectIn(before), objectIn(after)];
  return old && now && below([], old, now, 0);
}

function below(path: readonly string[], old: unknown, now: unknown, made: number): readonly KeyChange[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  if (isObject(now) && (isObject(old) || (old === undefined && Object.keys(now).length > 0))) {
    const inside = old ?? {};
    const depth = old === undefined ? made + 1 : 0;
    const keys = [...new Set([...Object.keys(inside), ...Object.keys(now)])];
    return keys.flatMap((key) => below([...path, key], valueAt(inside, [key]), valueAt(now, [key]), depth));
  }
  const hidden = old !== undefined && holdsSecretValue(path.at(-1) ?? '', old);
  return [
    {
      path,
      ...(old === undefined || hidden ? {} : { before: old }),
      ...(now === undefined ? {} : { after: sha256Hex(JSON.stringify(now)) }),
      ...(made === 0 || old !== undefined ? {} : { made }),
      ...(hidden ? { hidden } : {}),
    },
  ];
}

/** A text in which some keys are as they were before, and the names of those that somebody changed since. */
export interface KeysPutBack {
  readonly text: string;
  readonly left: readonly string[];
  /** How many keys are as they were again by this. */
  readonly back: number;
}

/** The text with every key as it was before, but for those that changed since; undefined where it is no JSON any more. Pure. */
export function putKeysBack(text: string, changes: readonly KeyChange[]): KeysPutBack | undefined {
  const now = objectIn(text);
  if (now === undefined) return undefined;
  const open = changes.filter(({ path, before, hidden }) => hidden === true || JSON.stringify(valueAt(now, path)) !== JSON.stringify(before));
  const left = open.filter(({ path, after, hidden }) => hidden === true || digestOfValue(valueAt(now, path)) !== after);
  const back = open.filter((one) => !left.includes(one));
  return { text: back.reduce(putBack, text), left: left.map(({ path }) => path.join('.')), back: back.length };
}

function putBack(text: string, { path, before, made = 0 }: KeyChange): string {
  const done = editText(text, { path, value: before });
  const around = path.slice(0, -1);
  const rest = made === 0 ? undefined : valueAt(objectIn(done), around);
  return isObject(rest) && Object.keys(rest).length === 0 ? putBack(done, { path: around, made: made - 1 }) : done;
}

function digestOfValue(value: unknown): string | undefined {
  return value === undefined ? undefined : sha256Hex(JSON.stringify(value));
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = parseJsonc(text.replace(/^\uFEFF/, ''));
  return parsed.kind === 'value' && isObject(parsed.value) ? parsed.value : undefined;
}
