import { sha256Hex } from '../digest.ts';
import type { System } from '../system/system.ts';
import { lodePaths } from './paths.ts';
import { parseTrustStore, trustStoreText, withWord } from './trust.ts';
import type { TrustStore } from './trust.ts';

/** A project file whose content asks for more than a project may decide alone. */
interface ProjectText {
  readonly path: string;
  readonly text: string;
}

/** The store and, when its file is damaged, why nothing in it counts. */
interface StoredTrust {
  readonly store: TrustStore;
  readonly damage?: string;
}

/** Binds trust to one content at one place: the same bytes elsewhere, or other bytes here, are another matter. */
export function trustDigest(realPath: string, text: string): string {
  return `sha256:${sha256Hex(`${realPath}\0${text}`)}`;
}

/** Reads what the user trusted; a damaged store counts as empty. */
export function readTrust(system: System): StoredTrust {
  const { trust } = lodePaths(system);
  const read = system.files.readText(trust);
  if (read.kind === 'missing') return { store: new Map() };
  const store = read.kind === 'text' ? parseTrustStore(read.text) : undefined;
  if (store) return { store };
  const damage = read.kind === 'text' ? 'it is not a trust store' : read.detail;
  return { store: new Map(), damage: `${trust} is ignored, so nothing counts as trusted: ${damage}. Run: lode config trust` };
}

/** Writes the store, for the user's eyes only. Throws LodeError `file.unwritable`. */
export function writeTrust(system: System, store: TrustStore): void {
  system.files.writeAtomic(lodePaths(system).trust, trustStoreText(store), 0o600);
}

/** Remembers the user's word about exactly this content. Throws LodeError `file.unwritable`. */
export function rememberWord(system: System, { path, text }: ProjectText, trusted: boolean): void {
  const real = system.files.realPath(path) ?? path;
  const entry = { digest: trustDigest(real, text), trusted, at: new Date(system.now()).toISOString() };
  writeTrust(system, withWord(readTrust(system).store, real, entry));
}
