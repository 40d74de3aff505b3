import { join } from 'node:path';
import type { AwsCredentials } from '../../auth/aws-credentials.ts';
import { readCachedCredentials } from '../../auth/credential-cache.ts';
import type { CredentialsFormat } from '../../auth/credentials-format.ts';
import { decide } from '../../auth/renewal.ts';
import { tryToKeep } from '../../auth/try-to-keep.ts';
import { fingerprint } from '../../digest.ts';
import { lodePaths } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import { stillHolds, type Observation } from './observation.ts';

/** Where the answer to a `lode credentials` is kept, for as long as all that decided it is the same. It holds no secret. */
export interface RememberedCredentials {
  /** lode's build: another one may decide otherwise. */
  readonly build: string;
  /** The words and the folder, whole, so that a name which two questions share cannot mix them up. */
  readonly question: string;
  readonly observations: readonly Observation[];
  readonly cachePath: string;
  readonly format: CredentialsFormat;
}

const flagsWithValue: ReadonlySet<string> = new Set(['--format', '--aws-profile', '--region', '--environment', '-e']);

/** The question that these words ask in this folder; undefined for other commands, and for words that may hold a secret and must not be kept. */
export function credentialsQuestion(argv: readonly string[], cwd: string): string | undefined {
  if (!argv.includes('credentials')) return undefined;
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (flagsWithValue.has(word)) at++;
    else if (word !== 'credentials' && !flagsWithValue.has(word.split('=', 1)[0] ?? '')) return undefined;
  }
  return JSON.stringify([argv, cwd]);
}

function pathOf(system: System, question: string): string {
  return join(lodePaths(system).cache, 'launches', `credentials-${fingerprint(question)}.json`);
}

/** Keeps how a question was answered. */
export function rememberCredentials(system: System, remembered: RememberedCredentials): void {
  tryToKeep(() => system.files.writeAtomic(pathOf(system, remembered.question), `${JSON.stringify(remembered)}\n`, 0o600));
}

/** The answer that was given to these words before, when nothing has changed since and it is good for long enough; else undefined. */
export function recallCredentials(
  system: System,
  argv: readonly string[],
  build: string,
): { readonly credentials: AwsCredentials; readonly format: CredentialsFormat } | undefined {
  const question = credentialsQuestion(argv, system.cwd);
  const read = question === undefined ? undefined : system.files.readText(pathOf(system, question), 1024 * 1024);
  const remembered = read?.kind === 'text' ? parse(read.text) : undefined;
  if (remembered === undefined || remembered.build !== build || remembered.question !== question) return undefined;
  if (!stillHolds(system, remembered.observations)) return undefined;
  const credentials = readCachedCredentials(system.files, remembered.cachePath);
  if (credentials === undefined) return undefined;
  const isGood = decide(system.now(), { obtainedAt: credentials.obtainedAt, expiration: credentials.expiration }, undefined) === 'use';
  return isGood ? { credentials, format: remembered.format } : undefined;
}

function parse(text: string): RememberedCredentials | undefined {
  try {
    const value = JSON.parse(text) as Partial<RememberedCredentials> | null;
    const isWhole = Array.isArray(value?.observations) && typeof value.cachePath === 'string' && typeof value.format === 'string';
    return isWhole ? (value as RememberedCredentials) : undefined;
  } catch {
    return undefined;
  }
}
