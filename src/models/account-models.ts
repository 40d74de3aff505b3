import { sha256Hex } from '../digest.ts';
import type { AccountLifecycle, AccountModels, FoundationModel, InferenceProfile } from './model-choice.ts';

const version = 2;

/** A file-safe key for one account's list: who asked, in which region of which partition. */
export function accountModelsKey(partition: string, account: string, region: string, principal: string): string {
  const who = sha256Hex(principal).slice(0, 16);
  return [partition, account, region, who].map((part) => part.replace(/[^A-Za-z0-9-]/g, '_')).join('.');
}

/** The list as a JSON cache document. */
export function writeAccountModels(models: AccountModels): string {
  return `${JSON.stringify({ version, ...models })}\n`;
}

export type ReadList = { readonly models: AccountModels } | { readonly models: undefined; readonly reason: string };

/** Reads a cache document strictly; a document that cannot be used comes back as its reason, the end of a sentence. */
export function readAccountModels(text: string): ReadList {
  const unusable = (reason: string) => ({ models: undefined, reason });
  const document = parseJson(text);
  if (!isRecord(document)) return unusable('it is not a JSON object');
  if (document['version'] !== version)
    return unusable(`its version is ${JSON.stringify(document['version']) ?? 'missing'}, and this lode reads version ${version}`);
  const { region, fetchedAt, profiles, foundation } = document;
  if (typeof region !== 'string' || region === '') return unusable('it names no region');
  if (typeof fetchedAt !== 'number' || !Number.isFinite(fetchedAt)) return unusable('it does not say when it was fetched');
  if (!Array.isArray(profiles)) return unusable('it has no list of profiles');
  if (foundation !== undefined && !Array.isArray(foundation)) return unusable('its list of models is not a list');
  const readProfiles = wholeRows(profiles, readProfile);
  if ('bad' in readProfiles) return unusable(`profile ${readProfiles.bad} of ${profiles.length} is incomplete`);
  const readModels = foundation && wholeRows(foundation, readModel);
  if (readModels && 'bad' in readModels) return unusable(`model ${readModels.bad} of ${foundation.length} is incomplete`);
  return { models: { region, fetchedAt, profiles: readProfiles.rows, foundation: readModels?.rows } };
}

/** All rows read, or the number of the first that cannot be. */
function wholeRows<T>(rows: readonly unknown[], read: (row: unknown) => T | undefined): { readonly rows: readonly T[] } | { readonly bad: number } {
  const all = rows.map(read);
  const bad = all.indexOf(undefined);
  return bad >= 0 ? { bad: bad + 1 } : { rows: all.filter((row) => row !== undefined) };
}

function readProfile(value: unknown): InferenceProfile | undefined {
  if (!isRecord(value)) return undefined;
  const { id, arn, name, type, active, modelArns } = value;
  if (typeof id !== 'string' || typeof arn !== 'string' || typeof name !== 'string' || typeof active !== 'boolean') return undefined;
  if (type !== 'SYSTEM_DEFINED' && type !== 'APPLICATION') return undefined;
  return areTexts(modelArns) ? { id, arn, name, type, active, modelArns } : undefined;
}

function readModel(value: unknown): FoundationModel | undefined {
  if (!isRecord(value)) return undefined;
  const { id, arn, name, provider, input, output, inferenceTypes, streaming, lifecycle } = value;
  if (typeof id !== 'string' || typeof arn !== 'string' || typeof name !== 'string' || typeof provider !== 'string') return undefined;
  if (!areTexts(input) || !areTexts(output) || !areTexts(inferenceTypes) || typeof streaming !== 'boolean') return undefined;
  return isLifecycle(lifecycle) ? { id, arn, name, provider, input, output, inferenceTypes, streaming, lifecycle } : undefined;
}

function isLifecycle(value: unknown): value is AccountLifecycle {
  if (!isRecord(value)) return false;
  const { status, legacy, extendedAccess, endOfLife } = value;
  const isDay = (day: unknown): boolean => day === undefined || (typeof day === 'number' && Number.isFinite(day));
  return (status === undefined || typeof status === 'string') && isDay(legacy) && isDay(extendedAccess) && isDay(endOfLife);
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
