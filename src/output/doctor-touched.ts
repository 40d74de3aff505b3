import { parseJsonc } from '../settings/jsonc.ts';
import { isObject } from '../settings/value-type.ts';
import { cutText } from './doctor-shown-value.ts';

/** A value of a file, and where it stands: `env.AWS_REGION`, `permissions.allow[]`, `[profile work] region`. */
export interface Place {
  readonly path: string;
  /** The last key on the way to it. */
  readonly name: string;
  readonly value: unknown;
}

/** What an edit takes away and brings; a value that changes stands in both. */
export interface Touched {
  readonly gone: readonly Place[];
  readonly come: readonly Place[];
}

/** The keys that an edit touches, and nothing else of the file: neither what stands around them nor what shares their line. Pure. */
export function touchedKeys(path: string, before: string, after: string): Touched {
  const [old, now] = [before, after].map(/\.jsonc?$/.test(path) ? jsonPlaces : iniPlaces) as [readonly Place[], readonly Place[]];
  const [gone, come] = [without(old, now), without(now, old)];
  return { gone: gone.filter((place) => !isFilled(place, come)), come: come.filter((place) => !isFilled(place, gone)) };
}

/** An object or a list whose first entry comes, or whose last one goes, is said by that entry. */
function isFilled({ path, value }: Place, others: readonly Place[]): boolean {
  return typeof value === 'object' && value !== null && others.some((other) => other.path.startsWith(`${path}.`) || other.path.startsWith(`${path}[`));
}

/** Those of the first list that the second one has not, each counted as often as it is there. */
function without(places: readonly Place[], others: readonly Place[]): readonly Place[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(sameness(other), (left.get(sameness(other)) ?? 0) + 1);
  return places.filter((place) => {
    const count = left.get(sameness(place)) ?? 0;
    left.set(sameness(place), count - 1);
    return count <= 0;
  });
}

function sameness({ path, value }: Place): string {
  return `${path}\n${JSON.stringify(value)}`;
}

function jsonPlaces(text: string): readonly Place[] {
  const parsed = parseJsonc(text.replace(/^\uFEFF/, ''));
  return parsed.kind === 'value' ? placesIn(parsed.value, '', '') : [];
}

/** An entry of a list is named by its `name` where it is a variable of an editor's, and else only said to be one. */
function placesIn(value: unknown, path: string, name: string): readonly Place[] {
  if (Array.isArray(value)) return value.length === 0 ? [{ path, name, value }] : value.flatMap((entry) => entryPlaces(entry, path, name));
  if (!isObject(value)) return [{ path, name, value }];
  const entries = Object.entries(value);
  if (entries.length === 0) return path === '' ? [] : [{ path, name, value }];
  return entries.flatMap(([key, inner]) => placesIn(inner, path === '' ? keyText(key) : `${path}.${keyText(key)}`, key));
}

function entryPlaces(entry: unknown, path: string, name: string): readonly Place[] {
  const variable = isObject(entry) && Object.keys(entry).length === 2 && 'value' in entry ? entry['name'] : undefined;
  if (!isObject(entry) || typeof variable !== 'string') return placesIn(entry, `${path}[]`, name);
  return placesIn(entry['value'], `${path}[${keyText(variable)}]`, variable);
}

/** Rules and commands are keys too in some files, and may hold anything. */
function keyText(key: string): string {
  return /^[\w.:@/[\]-]{1,200}$/.test(key) ? key : cutText(key);
}

/** As the lines stand, so that a key written twice is seen twice. */
function iniPlaces(text: string): readonly Place[] {
  let section = '';
  return text.split(/\r?\n/).flatMap((line): readonly Place[] => {
    section = /^\s*(\[[^\]]*\])/.exec(line)?.[1] ?? section;
    const [, name, value] = /^\s*([^\s#;[=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ path: `${section} ${keyText(name)}`.trimStart(), name, value }];
  });
}
