import type { AwsFilePaths } from '../../auth/aws-files.ts';
import { asksLode, findStanza, outsideOf, type FoundStanza } from '../../auth/installed-profile/find-stanza.ts';
import { putStanza } from '../../auth/installed-profile/place-stanza.ts';
import { refuseTaken } from '../../auth/installed-profile/refuse-name.ts';
import { forceHint, refuseBroken, refuseEdited } from '../../auth/installed-profile/refuse-stanza.ts';
import { profilesIn, sessionsInUse } from '../../auth/installed-profile/session-in-use.ts';
import type { Stanza } from '../../auth/installed-profile/stanza-text.ts';
import { isProfileName, profileNameRule } from '../../auth/profile-name.ts';
import { isSamePlace } from '../../auth/sso/sso-login.ts';
import { fail } from '../../errors.ts';
import type { ChosenSession, NewProfile } from '../setup-choice.ts';

/** The AWS files as they stand; `config` undefined: there is none yet. */
export interface AwsTexts {
  readonly paths: AwsFilePaths;
  readonly config: string | undefined;
  readonly credentials: string;
}

/**
 * The AWS config file with a profile that signs in to IAM Identity Center, between marks: in the place of the one that setup wrote before, else at the end,
 * and with its `[sso-session]` where there is none yet. Throws LodeError where somebody else's text would have to change. Pure.
 */
export function withSsoProfile({ paths, config, credentials }: AwsTexts, profile: NewProfile, region: string | undefined): string {
  const { name, session } = profile;
  requireFit(profile, region);
  const there = ownStanza(paths.config, config ?? '', name);
  const outside = outsideOf(config ?? '', there);
  refuseTaken(paths, name, { outside, credentials }, [`Use it as it is: lode setup --aws-profile ${name}`, anotherName]);
  const isThere = hasSession(paths.config, outside, session);
  const kept = sessionsInUse(there?.text ?? '', outside).filter((one) => one.session !== session.name);
  const lines = [
    ...kept.flatMap((one) => section(`sso-session ${one.session}`, [...one.keys])),
    ...(isThere ? [] : section(`sso-session ${session.name}`, sessionKeys(session))),
    ...section(name === 'default' ? name : `profile ${name}`, profileKeys(profile, region)),
  ];
  return putStanza(config, { name, origin, lines }, there);
}

const origin = 'written by lode setup; take it out with: lode setup --undo';
const anotherName = 'Choose another name: lode setup --profile-name NAME';

type Keys = readonly (readonly [key: string, value: string])[];

function section(title: string, keys: Keys): Stanza['lines'] {
  return [`[${title}]`, ...keys.map(([key, value]) => `${key} = ${value}`)];
}

/** AWS SDKs and Tools reference guide, "IAM Identity Center credential provider". */
function sessionKeys({ startUrl, region }: ChosenSession): Keys {
  return [
    ['sso_start_url', startUrl],
    ['sso_region', region],
    ['sso_registration_scopes', 'sso:account:access'],
  ];
}

function profileKeys({ session, account, role }: NewProfile, region: string | undefined): Keys {
  return [
    ['sso_session', session.name],
    ['sso_account_id', account],
    ['sso_role_name', role],
    ...(region === undefined ? [] : ([['region', region]] as const)),
  ];
}

function ownStanza(path: string, text: string, name: string): FoundStanza | undefined {
  const found = findStanza(text, name);
  if (found.kind === 'absent') return undefined;
  if (found.kind === 'broken') return refuseBroken(path, name, found);
  if (found.edited) return refuseEdited(path, name, found.line, [anotherName, forceHint(name, 'uninstall')]);
  if (!asksLode(found)) return found;
  return fail({
    code: 'install.name-taken',
    exit: 'user',
    message: `Profile ${name} only asks lode for the credentials of another profile: ${path}:${found.line}. Nothing was changed.`,
    hints: [anotherName, `Or take it out: lode login --uninstall-profile ${name}`],
  });
}

function hasSession(path: string, outside: string, { name, startUrl, region, isNew }: ChosenSession): boolean {
  const keys = profilesIn(outside).ssoSessions.get(name)?.keys;
  if (keys === undefined) return false;
  const isSame = isSamePlace(keys.get('sso_start_url') ?? '', startUrl) && keys.get('sso_region') === region;
  if (!isNew || isSame) return true;
  return fail({
    code: 'setup.session-taken',
    exit: 'user',
    message: `${path} has an sso-session ${name} already, for ${keys.get('sso_start_url') ?? 'no start URL'} in ${keys.get('sso_region') ?? 'no region'}. Nothing was changed.`,
    hints: ['Choose another name: lode setup --sso-session NAME'],
  });
}

/** Names and values that every reader of the file takes for what they are: `#` and `;` behind white space begin a comment. */
function requireFit({ name, session, account, role }: NewProfile, region: string | undefined): void {
  const misnamed = [name, session.name].find((word) => !isProfileName(word));
  if (misnamed !== undefined) refuse(misnamed, profileNameRule);
  const unfit = [session.startUrl, session.region, account, role, region ?? 'none'].find((value) => !/^[^\s#;\p{Cc}](?:[^\s\p{Cc}]*)$/u.test(value));
  if (unfit !== undefined) refuse(unfit, 'A value there is one word without spaces.');
}

function refuse(word: string, hint: string): never {
  return fail({ code: 'setup.unfit-word', exit: 'usage', message: `${JSON.stringify(word)} cannot be written into the AWS config file.`, hints: [hint] });
}
