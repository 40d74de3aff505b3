import { awsLoginBehind, awsLoginPath } from '../auth/aws-login-file.ts';
import { readAwsFiles, type AwsFiles } from '../auth/aws-files.ts';
import { patienceMs } from '../auth/keeping-place.ts';
import { forgetKept, keptCredentials } from '../auth/kept-credentials.ts';
import { loginFlightName } from '../auth/login-session/login-rotating.ts';
import { refuseSignIn } from '../auth/refuse-sign-in.ts';
import { ssoFlightName } from '../auth/sso/flight-name.ts';
import { loginBehind } from '../auth/sso/login-behind.ts';
import { allLogins, profileSources, profilesOf } from '../auth/sso/login-profiles.ts';
import { namedSession } from '../auth/sso/named-session.ts';
import { signedInHere, type SignedInHere } from '../auth/sso/sign-out.ts';
import { describeLogin, type SsoLogin } from '../auth/sso/sso-login.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { chooseEndpoints } from './choose-endpoints.ts';
import { loginAlone, sessionForLogin, type ChosenLogin } from './choose-login.ts';

/** One sign-in to end, with the files it left here. `sso` is missing for `aws login`, whose session AWS offers no way to end. */
export interface Logout {
  /** In a few words. */
  readonly of: string;
  readonly files: readonly string[];
  readonly sso: { readonly here: SignedInHere; readonly chosen: ChosenLogin } | undefined;
  /** Names the work of renewing it. */
  readonly flightName: string;
  /** Removes what lode keeps of its credentials, once nobody is renewing those. */
  forget(): Promise<void>;
}

/** Which sign-ins to end: that of a launch, that of an `[sso-session]`, or every one that the AWS files name. */
export type WhichLogout = { readonly kind: 'launch' } | { readonly kind: 'session'; readonly name: string } | { readonly kind: 'all' };

/** Looks for the sign-ins to end, and touches nothing. Throws LodeError (exit 1) when the one asked for is none. */
export function chooseLogouts(system: System, loaded: LoadedSettings, which: WhichLogout): readonly Logout[] {
  const place = { endpoints: chooseEndpoints(loaded.settings.endpoints?.value, system.env), env: system.env, files: readAwsFiles(system) };
  const sso = (login: SsoLogin): Logout => ssoLogout(system, loginAlone(system, place, login));
  if (which.kind === 'session') return [sso(namedSession(place.files, which.name))];
  if (which.kind === 'all') return [...allLogins(place.files).map(sso), ...awsLogins(place.files).map((principal) => awsLogout(system, place, principal))];
  const { source } = sessionForLogin(system, loaded).choice;
  const login = loginBehind(place.files, source);
  if (login !== undefined) return [sso(login)];
  const principal = awsLoginBehind(place.files, source);
  return principal === undefined ? refuseSignIn(place.files, source, 'logout') : [awsLogout(system, place, principal)];
}

function ssoLogout(system: System, chosen: ChosenLogin): Logout {
  const kept = profilesOf(chosen.surroundings.files, chosen.login).flatMap((source) => keptCredentials(system, chosen.surroundings, source));
  const here = signedInHere(system, chosen.login, kept);
  return {
    of: describeLogin(chosen.login),
    files: here.files,
    sso: { here, chosen },
    flightName: ssoFlightName(chosen.login),
    async forget() {
      for (const source of profilesOf(chosen.surroundings.files, chosen.login)) await forgetKept(system, chosen.surroundings, source, chosen.place);
    },
  };
}

function awsLogins(files: AwsFiles): readonly string[] {
  return [...new Set(profileSources(files).flatMap((source) => awsLoginBehind(files, source) ?? []))];
}

function awsLogout(system: System, place: Parameters<typeof loginAlone>[1], principal: string): Logout {
  const { cache: cacheFolder, state: stateFolder } = lodePaths(system);
  const sources = profileSources(place.files).filter((source) => awsLoginBehind(place.files, source) === principal);
  const surroundings = { ...place, cwd: system.cwd, cacheFolder };
  const kept = sources.flatMap((source) => keptCredentials(system, surroundings, source));
  const path = awsLoginPath(system, principal);
  return {
    of: `aws login as ${principal}`,
    files: [...(system.files.facts(path) === undefined ? [] : [path]), ...kept],
    sso: undefined,
    flightName: loginFlightName(principal),
    async forget() {
      for (const source of sources) await forgetKept(system, surroundings, source, { cacheFolder, stateFolder, waitMs: patienceMs });
    },
  };
}
