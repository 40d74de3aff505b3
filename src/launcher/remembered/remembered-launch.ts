import { join } from 'node:path';
import { fingerprint } from '../../digest.ts';
import type { EnvironmentChange } from '../assistant.ts';
import type { LaunchRequest } from '../launch-request.ts';
import type { Observation } from './observation.ts';

/** A launch that can be repeated for as long as everything it looked at is the same. It holds no secret. */
export interface RememberedLaunch {
  /** lode's build: another one may decide otherwise. */
  readonly build: string;
  /** The question it answers, whole, so that a name which two questions share cannot mix them up. */
  readonly question: string;
  /** Milliseconds since the epoch, until when its credentials, its proof of identity and its model list are good. */
  readonly until: number;
  readonly observations: readonly Observation[];
  readonly file: string;
  /** Arguments before the user's own words. */
  readonly args: readonly string[];
  readonly environment: readonly (Pick<EnvironmentChange, 'name'> & { readonly value: string | null })[];
  /** The provenance line without its end. */
  readonly provenance: string;
  readonly expiration: number | undefined;
  /** The hand-over record of the endpoint to start; absent when there is none. */
  readonly endpoint?: string | undefined;
  readonly notes: readonly string[];
}

/**
 * What a launch is asked: two launches with the same question decide the same. Of the assistant's own words only its `--model` has a say, because the
 * residency rule is held against it.
 */
export function questionOf(request: LaunchRequest, cwd: string, modelWord: string | undefined): string {
  return JSON.stringify([request.assistant ?? null, request.flags, request.environment ?? null, cwd, modelWord ?? null]);
}

export function rememberedPath(cacheFolder: string, question: string): string {
  return join(cacheFolder, 'launches', `${fingerprint(question)}.json`);
}

/** A remembered launch from its text, if it answers this question with this build. Pure; never throws. */
export function parseRemembered(text: string, build: string, question: string): RememberedLaunch | undefined {
  try {
    const value = JSON.parse(text) as Partial<RememberedLaunch> | null;
    if (value?.build !== build || value.question !== question || typeof value.until !== 'number') return undefined;
    if (!Array.isArray(value.observations) || !Array.isArray(value.args) || !Array.isArray(value.environment) || !Array.isArray(value.notes)) return undefined;
    return typeof value.file === 'string' && typeof value.provenance === 'string' ? (value as RememberedLaunch) : undefined;
  } catch {
    return undefined;
  }
}
