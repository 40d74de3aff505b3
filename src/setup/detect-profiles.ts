import type { AwsFiles } from '../auth/aws-files.ts';
import { readConfigText } from '../auth/installed-profile/config-file.ts';
import { asksLode, findStanza } from '../auth/installed-profile/find-stanza.ts';
import { profileAccount, profileChain, profileVia, type AwsProfile } from '../auth/profiles.ts';
import { findProfile } from '../auth/require-profile.ts';
import { loginBehind } from '../auth/sso/login-behind.ts';
import type { System } from '../system/system.ts';
import type { FoundProfile } from './detected.ts';
import { signInOf } from './sign-in-state.ts';

/**
 * The profiles that credentials can come from: those that are signed in first, else in the order of the files, with `default` first of its kind. Those
 * that lode wrote for other tools are left out, since they ask lode itself; those of setup stay. Throws `aws-files.unreadable`.
 */
export function findProfiles(system: System, files: AwsFiles): readonly FoundProfile[] {
  const text = readConfigText(system, files.paths.config) ?? '';
  const found = [...files.profiles.values()]
    .filter(({ name }) => isUsable(files, name) && !profileChain(files, name).some((each) => isOfLode(text, each.name)))
    .flatMap((profile) => foundProfile(system, files, profile) ?? []);
  return found.toSorted((left, right) => rank(left) - rank(right));
}

function isOfLode(text: string, name: string): boolean {
  const stanza = findStanza(text, name);
  return stanza.kind === 'found' && asksLode(stanza);
}

function rank({ name, signIn }: FoundProfile): number {
  return (signIn === 'lasts' || signIn === 'renews' ? 0 : 2) + (name === 'default' ? 0 : 1);
}

/** Whether it, and each profile that it builds upon, has something to get credentials by. */
function isUsable(files: AwsFiles, name: string): boolean {
  const chain = profileChain(files, name);
  const last = chain.at(-1)?.keys.get('source_profile');
  return (last === undefined || files.profiles.has(last)) && chain.every((each) => findProfile(files, each.name).kind === 'found');
}

function foundProfile(system: System, files: AwsFiles, profile: AwsProfile): FoundProfile | undefined {
  const via = profileVia(profile);
  if (via === undefined) return undefined;
  const { name, keys } = profile;
  const login = loginBehind(files, { kind: 'profile', profile: name, via });
  return {
    name,
    via,
    account: profileAccount(profile) ?? accountOf(keys.get('login_session')),
    role: keys.get('sso_role_name') ?? /:role\/(?:.*\/)?([^/]+)$/.exec(keys.get('role_arn') ?? '')?.[1],
    region: keys.get('region'),
    ...(login === undefined ? { signedInUntil: undefined } : signInOf(system, login)),
  };
}

function accountOf(arn = ''): string | undefined {
  return /^arn:[\w-]+:\w+::(\d{12}):/.exec(arn)?.[1];
}
