import type { AwsFiles } from '../auth/aws-files.ts';
import { isSamePlace, ssoLoginOf } from '../auth/sso/sso-login.ts';
import { fail } from '../errors.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { SetupWords } from '../setup/setup-words.ts';

/** What is about to be made, and what the person said of it by flags. */
interface Wanted {
  readonly team: string;
  readonly from: string;
  readonly words: SetupWords;
  readonly own: SetupWords;
}

/**
 * Throws LodeError where the AWS config file has a profile or an sso-session by the name that the team's would get, and with other content: before a sign-in
 * is asked for, and in words of the file that nobody here typed. Pure.
 */
export function refuseTakenNames(files: AwsFiles, wanted: Wanted): void {
  if (wanted.words.source !== 'sso') return;
  refuseTakenSession(files, wanted);
  refuseTakenProfile(files, wanted);
}

function refuseTakenSession({ ssoSessions, paths }: AwsFiles, { team, from, words, own }: Wanted): void {
  const { session = '', startUrl = '', region } = words.sso;
  const keys = ssoSessions.get(session)?.keys;
  if (keys === undefined || own.sso.session !== undefined) return;
  const [url = 'no start URL', place = 'no region'] = [keys.get('sso_start_url'), keys.get('sso_region')];
  if (isSamePlace(url, startUrl) && place === region) return;
  fail({
    code: 'team.session-taken',
    exit: 'user',
    message: `${paths.config} has an sso-session ${session} already, for ${url} in ${place}; that of ${team} is for ${startUrl} in ${region}. Nothing was written.`,
    hints: [`Give the team's another name: ${setupWith(from)} --sso-session OTHER`],
  });
}

function refuseTakenProfile(files: AwsFiles, { team, from, words, own }: Wanted): void {
  const { profileName: name = '', account, role, startUrl = '', region } = words.sso;
  const profile = files.profiles.get(name);
  if (profile === undefined || own.sso.profileName !== undefined) return;
  const login = ssoLoginOf(files, profile);
  const [theirs, theirRole] = [profile.keys.get('sso_account_id'), profile.keys.get('sso_role_name')];
  if (theirs === account && theirRole === role && login?.region === region && isSamePlace(login?.startUrl ?? '', startUrl)) return;
  const there =
    theirs === undefined ? 'of another kind' : `for account ${theirs}, role ${theirRole ?? 'none'}${login === undefined ? '' : ` by ${login.startUrl}`}`;
  fail({
    code: 'team.profile-taken',
    exit: 'user',
    message: `${files.paths.config} has a profile ${name} already, ${there}; that of ${team} is for account ${account}, role ${role} by ${startUrl}. Nothing was written.`,
    hints: [
      `Give the team's another name: ${setupWith(from)} --profile-name OTHER`,
      `Or use your own: ${setupWith(from)} --aws-profile ${quoteForPosix(name)}`,
    ],
  });
}

function setupWith(from: string): string {
  return `lode setup --from ${quoteForPosix(from)}`;
}
