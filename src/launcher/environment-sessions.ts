import type { AwsSession } from '../auth/aws-session.ts';
import { LodeError, type Failure } from '../errors.ts';
import { loadSettings } from '../settings/load.ts';
import { readLodeFile } from '../settings/lode-file.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { chooseSession } from './gather-aws.ts';
import type { SessionRequest } from './gather-session.ts';

/** The session that a named environment leads to, or why it leads to none. `environment` undefined: the settings as they are without one. */
export type EnvironmentSession = { readonly environment: string | undefined } & ({ readonly session: AwsSession } | { readonly trouble: Failure });

/**
 * The sessions of the environment that was asked for, or else of the current settings and of every environment that the user's own file
 * names. Nobody is asked anything. Throws LodeError for settings that cannot be read.
 */
export async function environmentSessions(system: System, request: SessionRequest): Promise<readonly EnvironmentSession[]> {
  const current = await sessionOf(system, request);
  if (request.environment !== undefined) return [current];
  const named: EnvironmentSession[] = [];
  for (const environment of await environmentNames(system)) {
    if (environment !== current.environment) named.push(await sessionOf(system, { ...request, environment }));
  }
  const isEmpty = current.environment === undefined && 'trouble' in current && current.trouble.code === 'credentials.none';
  return isEmpty && named.length > 0 ? named : [current, ...named];
}

async function environmentNames(system: System): Promise<readonly string[]> {
  const file = await readLodeFile(system.files, 'user', lodePaths(system).user);
  return file.kind === 'read' ? Object.keys(file.content.environments) : [];
}

async function sessionOf(system: System, { flags, environment }: SessionRequest): Promise<EnvironmentSession> {
  const loaded = await loadSettings(system, { flags, environment, interactive: false, ask: false });
  try {
    return { environment: loaded.environment, session: chooseSession(system, loaded).session };
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return { environment: loaded.environment, trouble: error.failure };
  }
}
