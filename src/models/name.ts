import { catalog, modelsOf, shortName, type CatalogModel, type Family } from './catalog.ts';

/** What a friendly name means, before anybody asks where it can run. */
export type NameMeaning =
  /** Newest of these families, the first family first. */
  | { readonly kind: 'family'; readonly families: readonly Family[] }
  | { readonly kind: 'model'; readonly model: CatalogModel }
  | { readonly kind: 'unknown'; readonly family: Family | undefined; readonly known: readonly string[] };

export const families: readonly Family[] = ['fable', 'opus', 'sonnet', 'haiku', 'mythos'];

/** Names of one word; `best` and `default` mean what Claude Code means by them. */
const oneWord: ReadonlyMap<string, readonly Family[]> = new Map([
  ...families.map((family): [string, readonly Family[]] => [family, [family]]),
  ['best', ['fable', 'opus']],
  ['default', ['opus']],
]);

/**
 * Reads a friendly name in any of the ways people write one: `sonnet`, `sonnet-4.5`, `Claude Sonnet 4.5`, `opus5.5`,
 * `claude-sonnet-4-5-20250929`. Knows no user's own names and no `[1m]`; those are taken off before.
 */
export function parseName(text: string): NameMeaning {
  const parts = splitName(text);
  if (parts === undefined) return unknown();
  const general = parts.length === 1 ? oneWord.get(parts[0] ?? '') : undefined;
  if (general !== undefined) return { kind: 'family', families: general };
  const exact = exactModel(parts);
  if (exact !== undefined) return { kind: 'model', model: exact };
  return meaningOf(parts);
}

/** The names to offer instead: those of the family that was named, else all. */
function unknown(family?: Family): NameMeaning {
  const models = catalog.models.filter((model) => model.status !== 'retired' && (family === undefined || model.family === family));
  const general = family === undefined ? [...families, 'best'] : [family];
  return { kind: 'unknown', family, known: [...general, ...models.map(shortName)] };
}

/** `Claude Sonnet 4.5` → `sonnet 4 5`: words and numbers, without the maker's and the product's name. */
function splitName(text: string): readonly string[] | undefined {
  const lower = text.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9 ._:-]*$/.test(lower)) return undefined;
  const parts = lower.match(/[a-z]+|\d+/g) ?? [];
  const named = parts.filter((part) => part !== 'claude' && part !== 'latest');
  return named.length === 0 ? undefined : named;
}

function exactModel(parts: readonly string[]): CatalogModel | undefined {
  const wanted = parts.join(' ');
  return catalog.models.find((model) => [model.key, model.name, shortName(model)].some((name) => splitName(name)?.join(' ') === wanted));
}

function meaningOf(parts: readonly string[]): NameMeaning {
  const read = readParts(parts);
  if (read === undefined) return unknown();
  const model = modelsOf(read.family).find((candidate) => fits(candidate, read));
  return model === undefined ? unknown(read.family) : { kind: 'model', model };
}

interface ReadName {
  readonly family: Family;
  /** `4.5`; empty when none was given. */
  readonly version: string;
  readonly date: string | undefined;
  readonly revision: string | undefined;
}

function readParts(parts: readonly string[]): ReadName | undefined {
  const mark = parts.indexOf('v');
  const body = mark < 0 ? parts : parts.slice(0, mark);
  const words = body.filter((part) => /^[a-z]/.test(part));
  const family = families.find((known) => known === words[0]);
  if (family === undefined || words.length !== 1) return undefined;
  const numbers = body.filter((part) => /^\d/.test(part));
  const dates = numbers.filter((part) => part.length === 8);
  const version = numbers.filter((part) => part.length <= 2);
  if (dates.length > 1 || version.length > 2 || dates.length + version.length !== numbers.length) return undefined;
  return { family, version: version.join('.').replace(/\.0$/, ''), date: dates[0], revision: mark < 0 ? undefined : parts[mark + 1] };
}

/** Equality in every part that was given; a date is the one in the base ID, or the release day where the ID has none. */
function fits(model: CatalogModel, read: ReadName): boolean {
  if (model.version.replace(/v\d+$/, '') !== read.version) return false;
  const date = /-(\d{8})-/.exec(model.baseId)?.[1] ?? model.released?.replaceAll('-', '');
  if (read.date !== undefined && read.date !== date) return false;
  const revision = /-v(\d+)(?::\d+)?$/.exec(model.baseId)?.[1];
  return read.revision === undefined || read.revision === revision;
}
