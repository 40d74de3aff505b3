import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Seen } from './processes.ts';
import type { Marked, SecretKind } from './secret.ts';
import { hasPart, partsOf, spellingsOf } from './spellings.ts';

/** Files below the home where secrets of a kind may be, and nowhere else. */
const sinks: Readonly<Record<SecretKind, readonly RegExp[]>> = {
  keys: [/^\.cache\/lode\/credentials\/[0-9a-f]+\.json$/, /^\.aws\/login\/cache\/[0-9a-f]{64}\.json$/],
  sso: [/^\.aws\/sso\/cache\/[0-9a-f]{40}\.json$/],
  login: [/^\.aws\/login\/cache\/[0-9a-f]{64}\.json$/],
  endpoint: [/^\.local\/state\/lode\/endpoints\/[0-9]+-[0-9a-f]{12}-[0-9a-f]{16}$/],
  once: [],
  own: [],
};

/** Larger files (compiled code) are searched for whole secrets only. */
const largestForParts = 256 * 1024;

/** Which secrets a text has, whole in any spelling or in part. Pure. */
export function secretsFound(text: string, secrets: readonly Marked[]): readonly Marked[] {
  const parts = new Map(secrets.flatMap((secret) => partsOf(secret.text).map((part) => [part, secret.text] as const)));
  const part = text.length <= largestForParts ? hasPart(text, parts) : undefined;
  return secrets.filter((secret) => secret.text === part || holds(text, secret.text));
}

/** A code of six digits is part of many longer numbers. */
function holds(text: string, secret: string): boolean {
  if (secret.length < 12) return new RegExp(`(?<![0-9A-Za-z])${secret}(?![0-9A-Za-z])`).test(text);
  return spellingsOf(secret).some((spelling) => text.includes(spelling));
}

/** Files that the test itself wrote with a secret in them, by their path below the home. */
export type Planted = (path: string) => boolean;

/** Every file below a home that has a secret which does not belong there, or one that others can read: `path: what`. */
export function filesAmiss(home: string, secrets: readonly Marked[], planted: Planted): readonly string[] {
  return filesBelow(home)
    .filter((path) => !planted(path))
    .flatMap((path) => secretsFound(readIfThere(join(home, path)), secrets).flatMap(({ name, kind }) => fileTrouble(home, path, name, kind)));
}

function fileTrouble(home: string, path: string, name: string, kind: SecretKind): readonly string[] {
  if (!sinks[kind].some((sink) => sink.test(path))) return [`${path}: ${name}`];
  const modes = [path, dirname(path)].map((one) => (statSync(join(home, one)).mode & 0o777).toString(8)).join(' in ');
  return modes === '600 in 700' ? [] : [`${path}: ${name}, mode ${modes}`];
}

/** Every process with a secret in its words, or in its environment unless the user's own shell put it there: `words: what`. */
export function processesAmiss(seen: readonly Seen[], secrets: readonly Marked[], helper: string): readonly string[] {
  return seen.flatMap(({ cmdline, environ }) => {
    const isHelper = cmdline.includes(helper) && !cmdline.includes('bin.js');
    const words = secretsFound(cmdline, secrets).filter(({ kind }) => !(kind === 'own' && isHelper));
    const variables = secretsFound(environ, secrets).filter(({ kind }) => kind !== 'own');
    return [
      ...words.map(({ name }) => `words of ${cmdline.replaceAll('\0', ' ').trim()}: ${name}`),
      ...variables.map(({ name }) => `environment of ${cmdline.replaceAll('\0', ' ').trim()}: ${name}`),
    ];
  });
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
