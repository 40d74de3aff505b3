import { fail } from '../errors.ts';
import type { Endpoints } from '../settings/settings.ts';
import type { Environment, Files } from '../system/system.ts';
import type { CredentialSource } from './source.ts';

/**
 * What `lode credentials` must know to answer for a launched session, fixed at the launch: nothing that a project's settings
 * put into the assistant's environment later can point it at another source. It holds no secret.
 */
export interface HandoverRecord {
  readonly version: 1;
  readonly source: Exclude<CredentialSource, { kind: 'bearer-token' }>;
  readonly setBy: string;
  readonly region: string;
  readonly endpoints: Endpoints;
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly cachePath: string;
  readonly cacheFolder: string;
  /** Absent in the records of older versions. */
  readonly stateFolder?: string;
  readonly expectedAccount: string | null;
  /** What the profile meant at the launch, as a digest; absent for other sources and in the records of older versions. */
  readonly meaning?: string;
  /** Where an export script runs; null for sources that run none. */
  readonly cwd: string | null;
  /** Deciding variables as they were in the user's shell; null means unset. */
  readonly env: Readonly<Record<string, string | null>>;
}

/** Variables that decide how credentials are fetched and hold no secret themselves. */
const fixed: readonly string[] = [
  'HOME',
  'USERPROFILE',
  'PATH',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_LOGIN_CACHE_DIRECTORY',
  'AWS_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_SSO',
  'AWS_ENDPOINT_URL_SSO_OIDC',
  'AWS_ENDPOINT_URL_SIGNIN',
  'AWS_ENDPOINT_URL_BEDROCK',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  // Where lode keeps its locks and notes.
  'XDG_STATE_HOME',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'LOCALAPPDATA',
  'APPDATA',
  // What a sign-in opens its page with, and where a person is told of it: no project may name a program for that.
  'BROWSER',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_RUNTIME_DIR',
  'TMUX',
];

/** The part of the environment that a record fixes. */
export function fixedEnvironment(env: Environment): Readonly<Record<string, string | null>> {
  return Object.fromEntries(fixed.map((name) => [name, env[name] ?? null]));
}

/** An environment with the record's variables put back as they were at the launch. */
export function restoredEnvironment(env: Environment, record: HandoverRecord): Environment {
  const put = Object.entries(record.env).map(([name, value]) => [name, value ?? undefined] as const);
  return { ...env, ...Object.fromEntries(put) };
}

/** Reads a record; throws `handover.unreadable` when it is gone or not one of ours. */
export function readHandoverRecord(files: Files, path: string): HandoverRecord {
  const read = files.readText(path, 256 * 1024);
  const record = read.kind === 'text' ? parseRecord(read.text) : undefined;
  if (record) return record;
  return fail({
    code: 'handover.unreadable',
    exit: 'user',
    message: `The hand-over record ${path} is ${read.kind === 'missing' ? 'missing' : 'not readable'}.`,
    hints: ['It is written by a launch. Start the assistant again: lode claude'],
  });
}

function parseRecord(text: string): HandoverRecord | undefined {
  try {
    const value = JSON.parse(text) as Partial<HandoverRecord> | null;
    return value?.version === 1 && value.source !== undefined && typeof value.cachePath === 'string' && value.env !== undefined
      ? (value as HandoverRecord)
      : undefined;
  } catch {
    return undefined;
  }
}
