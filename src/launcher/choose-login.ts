import { patienceMs } from '../auth/keeping-place.ts';
import { contextOf, obtainRequestOf, type AwsSession } from '../auth/aws-session.ts';
import { readAwsFiles } from '../auth/aws-files.ts';
import type { KeepingPlace } from '../auth/keeping-place.ts';
import type { ObtainRequest } from '../auth/obtain.ts';
import { refuseSignIn } from '../auth/refuse-sign-in.ts';
import { loginBehind } from '../auth/sso/login-behind.ts';
import { namedSession } from '../auth/sso/named-session.ts';
import type { SsoLogin } from '../auth/sso/sso-login.ts';
import type { AwsContext } from '../aws/aws-context.ts';
import { LodeError } from '../errors.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { chooseEndpoints } from './choose-endpoints.ts';
import { chooseSession } from './gather-aws.ts';

type Surroundings = Pick<AwsSession, 'files' | 'env' | 'endpoints' | 'cwd' | 'cacheFolder'>;

/** A sign-in, and all that is needed to use it and to find what came of it. */
export interface ChosenLogin {
  readonly login: SsoLogin;
  readonly context: AwsContext;
  readonly place: KeepingPlace;
  readonly surroundings: Surroundings;
  /** The credentials that a launch would use; undefined for a sign-in named without a profile. */
  readonly request: ObtainRequest | undefined;
}

const callLimitMs = 5000;
/** Only looked at to find out what a launch would sign in to. */
const anyRegion = 'us-east-1';

/** What a launch would use. Unlike a launch, signing in needs no region of Bedrock's: the sign-in has one of its own. Throws LodeError. */
export function sessionForLogin(system: System, loaded: LoadedSettings): AwsSession {
  try {
    return chooseSession(system, loaded).session;
  } catch (error) {
    if (!(error instanceof LodeError) || error.failure.code !== 'region.missing') throw error;
    const { session } = chooseSession(system, inRegion(loaded, anyRegion));
    const login = loginBehind(session.files, session.choice.source);
    return login === undefined ? session : chooseSession(system, inRegion(loaded, login.region)).session;
  }
}

function inRegion(loaded: LoadedSettings, value: string): LoadedSettings {
  return { ...loaded, settings: { ...loaded.settings, region: { value, origin: { kind: 'default' }, overridden: [] } } };
}

/** The sign-in that a launch's credentials come from. Throws LodeError (exit 1) when they come from none, and says what they come from. */
export function chooseLogin(system: System, loaded: LoadedSettings): ChosenLogin {
  const session = sessionForLogin(system, loaded);
  const login = loginBehind(session.files, session.choice.source);
  const request = obtainRequestOf(session);
  if (login === undefined || request === undefined) return refuseSignIn(session.files, session.choice.source, 'login');
  return { login, context: contextOf(session), place: request.place, surroundings: session, request };
}

/** The sign-in of an `[sso-session]` section. Throws LodeError (exit 1) when there is none of that name. */
export function chooseNamedLogin(system: System, { settings }: LoadedSettings, name: string): ChosenLogin {
  const files = readAwsFiles(system);
  return loginAlone(system, { files, env: system.env, endpoints: chooseEndpoints(settings.endpoints?.value, system.env) }, namedSession(files, name));
}

/** A sign-in by itself, whichever profiles use it. */
export function loginAlone(system: System, { files, env, endpoints }: Pick<AwsSession, 'files' | 'env' | 'endpoints'>, login: SsoLogin): ChosenLogin {
  const { cache: cacheFolder, state: stateFolder } = lodePaths(system);
  const context = { region: login.region, endpoints, env, configFile: files.paths.config, credentialsFile: files.paths.credentials, callLimitMs };
  const surroundings = { files, env, endpoints, cwd: system.cwd, cacheFolder };
  return { login, context, place: { cacheFolder, stateFolder, waitMs: patienceMs }, surroundings, request: undefined };
}
