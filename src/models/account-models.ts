import { sha256Hex } from '../digest.ts';
import type { AccountModels, InferenceProfile } from './model-choice.ts';

const version = 1;

/** A file-safe key for one account's list: who asked, in which region of which partition. */
export function accountModelsKey(partition: string, account: string, region: string, principal: string): string {
  const who = sha256Hex(principal).slice(0, 16);
  return [partition, account, region, who].map((part) => part.replace(/[^A-Za-z0-9-]/g, '_')).join('.');
}

/** The list as a JSON cache document. */
export function writeAccountModels(models: AccountModels): string {
  return `${JSON.stringify({ version, ...models })}\n`;
}

/** Reads a cache document strictly; a document that cannot be used comes back as its reason. */
export function readAccountModels(text: string): { readonly models: AccountModels } | { readonly models: undefined; readonly reason: string } {
  const unusable = (reason: string) => ({ models: undefined, reason });
  const document = parseJson(text);
  if (!isRecord(document)) return unusable('it is not a JSON object');
  if (document['version'] !== version) return unusable(`its version is ${String(document['version'])}, and this lode reads version ${version}`);
  const { region, fetchedAt, profiles } = document;
  if (typeof region !== 'string' || region === '') return unusable('it names no region');
  if (typeof fetchedAt !== 'number' || !Number.isFinite(fetchedAt)) return unusable('it does not say when it was fetched');
  if (!Array.isArray(profiles)) return unusable('it has no list of profiles');
  const read = profiles.map(readProfile);
  const bad = read.findIndex((profile) => profile === undefined);
  if (bad >= 0) return unusable(`profile ${bad + 1} of ${read.length} is incomplete`);
  return { models: { region, fetchedAt, profiles: read.filter((profile) => profile !== undefined) } };
}

function readProfile(value: unknown): InferenceProfile | undefined {
  if (!isRecord(value)) return undefined;
  const { id, arn, name, type, active, modelArns } = value;
  if (typeof id !== 'string' || typeof arn !== 'string' || typeof name !== 'string' || typeof active !== 'boolean') return undefined;
  if (type !== 'SYSTEM_DEFINED' && type !== 'APPLICATION') return undefined;
  if (!Array.isArray(modelArns) || !modelArns.every((item) => typeof item === 'string')) return undefined;
  return { id, arn, name, type, active, modelArns };
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
