import { Secret } from '../../secret.ts';
import type { System } from '../../system/system.ts';
import type { AwsCredentials } from '../aws-credentials.ts';
import type { Fetched } from '../fetched.ts';
import { runCredentialProcess } from '../helper/process-helper.ts';
import { loginRotating } from '../login-session/login-rotating.ts';
import { profileVia, type AwsProfile } from '../profiles.ts';
import { freshToken } from '../rotating/fresh.ts';
import { ssoLoginOf } from '../sso/sso-login.ts';
import type { ProfileRequest } from './profile-request.ts';
import { roleCredentialsOf, sourceCredentials } from './role-profile.ts';
import { ssoProfileCredentials } from './sso-profile.ts';

/**
 * The credentials of a profile, whatever its kind. lode itself does what AWS's tools do badly when several run at once or something hangs:
 * sign-ins, roles with MFA and `credential_process`. The rest is the SDK's, and so is what it says of a profile that lacks something. Throws
 * what the SDK throws, and LodeError. `visited` are the profiles that led here.
 */
export async function credentialsOfProfile(system: System, name: string, request: ProfileRequest, visited: readonly string[] = []): Promise<Fetched> {
  const profile = request.files.profiles.get(name);
  const via = profile && profileVia(profile);
  if (profile === undefined || via === undefined) return fromSdk(name, request);
  if (visited.length > 0 && isKeyPair(profile)) return keysOf(profile);
  if (via === 'role') return roleCredentials(system, profile, request, visited);
  if (via === 'keys') return keysOf(profile);
  if (via === 'process') return fromProcess(system, profile, request);
  const principal = profile.keys.get('login_session');
  if (via === 'login' && principal !== undefined) return fromLogin(system, profile, principal, request);
  const login = via === 'sso-session' || via === 'sso-legacy' ? ssoLoginOf(request.files, profile) : undefined;
  const [accountId, roleName] = [profile.keys.get('sso_account_id'), profile.keys.get('sso_role_name')];
  if (login === undefined || accountId === undefined || roleName === undefined) return fromSdk(name, request);
  return ssoProfileCredentials(system, login, { accountId, roleName }, request);
}

async function roleCredentials(system: System, profile: AwsProfile, request: ProfileRequest, visited: readonly string[]): Promise<Fetched> {
  const source = profile.keys.get('source_profile');
  const path = [...visited, profile.name];
  if (source === undefined) return roleCredentialsOf(system, profile, await sourceCredentials(profile, request.context), request);
  // A profile may assume its role with its own keys; any other way back to one is a circle.
  const own = request.files.profiles.get(source);
  if (path.includes(source) && !(own !== undefined && isKeyPair(own))) return circle([...path, source]);
  return roleCredentialsOf(system, profile, await credentialsOfProfile(system, source, request, path), request);
}

function circle(path: readonly string[]): Fetched {
  const message = `the source_profile keys lead in a circle: ${path.join(' → ')}`;
  return { kind: 'failed', failure: { kind: 'profile', name: 'ProfileCircle', message, requestId: undefined } };
}

async function fromSdk(name: string, { context, files }: ProfileRequest): Promise<Fetched> {
  const { credentialsFromProvider } = await import('../../aws/provider-credentials.ts');
  const via = profileVia(files.profiles.get(name) ?? { name, keys: new Map() }) ?? 'keys';
  return { kind: 'credentials', credentials: await credentialsFromProvider({ kind: 'profile', profile: name, via }, context) };
}

async function fromProcess(system: System, { name, keys }: AwsProfile, { files }: ProfileRequest): Promise<Fetched> {
  const command = keys.get('credential_process') ?? '';
  return { kind: 'credentials', credentials: await runCredentialProcess(system, { profile: name, command, configFile: files.paths.config }) };
}

async function fromLogin(system: System, { keys }: AwsProfile, principal: string, { context, place }: ProfileRequest): Promise<Fetched> {
  const there = { ...system, env: context.env };
  const answer = await freshToken(there, loginRotating(there, principal, { ...context, region: keys.get('region') ?? context.region }), place);
  return answer.kind === 'failed' ? answer : { kind: 'credentials', credentials: answer.token.credentials, failure: answer.failure };
}

function isKeyPair({ keys }: AwsProfile): boolean {
  return keys.has('aws_access_key_id') && keys.has('aws_secret_access_key');
}

function keysOf({ keys }: AwsProfile): Fetched {
  const token = keys.get('aws_session_token');
  const credentials: AwsCredentials = {
    accessKeyId: keys.get('aws_access_key_id') ?? '',
    secretAccessKey: new Secret(keys.get('aws_secret_access_key') ?? ''),
    sessionToken: token === undefined ? undefined : new Secret(token),
    expiration: undefined,
  };
  return { kind: 'credentials', credentials };
}
