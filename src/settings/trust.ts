import { isObject } from './value-type.ts';

/** The user's word on one project file, for exactly one content. */
interface TrustEntry {
  readonly digest: string;
  readonly trusted: boolean;
  /** When it was said, as an ISO date. */
  readonly at: string;
}

/** What the user said about project files, by real path. */
export type TrustStore = ReadonlyMap<string, TrustEntry>;

/** `changed`: the user spoke about another content of the same file. */
export type Verdict = 'trusted' | 'refused' | 'changed' | 'unknown';

/** What the store says about a file with this content. */
export function judge(store: TrustStore, path: string, digest: string): Verdict {
  const entry = store.get(path);
  if (!entry) return 'unknown';
  if (entry.digest !== digest) return 'changed';
  return entry.trusted ? 'trusted' : 'refused';
}

/** The store with one more word of the user; it replaces an earlier one about the same file. */
export function withWord(store: TrustStore, path: string, entry: TrustEntry): TrustStore {
  return new Map([...store, [path, entry]]);
}

/** The store without any word about these files. */
export function withoutFiles(store: TrustStore, paths: readonly string[]): TrustStore {
  return new Map([...store].filter(([path]) => !paths.includes(path)));
}

function isEntry(value: unknown): value is TrustEntry {
  return isObject(value) && typeof value['digest'] === 'string' && typeof value['trusted'] === 'boolean' && typeof value['at'] === 'string';
}

/** Reads the text of the store; undefined when it is not one (trust nothing then). */
export function parseTrustStore(text: string): TrustStore | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    if (!isObject(value) || value['schema'] !== 1 || !isObject(value['files'])) return undefined;
    return new Map(Object.entries(value['files']).filter((entry): entry is [string, TrustEntry] => isEntry(entry[1])));
  } catch {
    return undefined;
  }
}

/** The text of the store. */
export function trustStoreText(store: TrustStore): string {
  const files = Object.fromEntries([...store].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ schema: 1, files }, null, 2)}\n`;
}
