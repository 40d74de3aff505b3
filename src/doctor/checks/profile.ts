import { profileVia, type AwsProfile } from '../../auth/profiles.ts';
import { nearest } from '../../nearest.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding, Remedy } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';
import { isProven } from '../is-proven.ts';
import { seen } from '../look.ts';
import { chainInUse } from '../profiles-in-use.ts';
import { roleTrouble } from '../role-trouble.ts';

/** The profile of the launch: that it is there, and says where its credentials come from. */
export const profile: Check = {
  id: 'profile',
  area: 'aws files',
  title: 'the profile',
  needs: ['aws-files', 'blank-keys', 'profile-keys'],
  run(facts) {
    if (facts.base.loaded.kind !== 'seen') return { untried: "lode's settings could not be read" };
    return lostSession(facts) ?? unusable(facts) ?? incompleteSso(facts) ?? [];
  },
  well: ({ awsFiles, credentials: { wanted } }) =>
    wanted === undefined ? 'no profile is used' : `profile ${wanted.name} in ${awsFiles.paths.config}, set by ${wanted.setBy}`,
  sentences: {
    'profile.missing': ({ message }) => String(message),
    'profile.empty': ({ message }) => String(message),
    'profile.session-missing': ({ profile: name, session, path }) =>
      `Profile ${name} names the sso_session ${session}, and ${path} has no section [sso-session ${session}].`,
    'profile.sso-incomplete': ({ profile: name, missing, path }) => `Profile ${name} in ${path} signs in to IAM Identity Center, but lacks ${missing}.`,
  },
};

function lostSession(facts: DoctorFacts): readonly Finding[] | undefined {
  const files = seen(facts.awsFiles.files);
  const lost = chainInUse(facts).find(({ keys }) => keys.has('sso_session') && files?.ssoSessions.has(keys.get('sso_session') ?? '') === false);
  if (files === undefined || lost === undefined) return undefined;
  const session = lost.keys.get('sso_session') ?? '';
  const near = nearest(session, [...files.ssoSessions.keys()]);
  const remedies: readonly Remedy[] = [
    ...(near.length === 0 ? [] : [{ kind: 'words', text: `Write sso_session = ${near[0]} in [profile ${lost.name}] of ${files.paths.config}` } as const]),
    { kind: 'command', words: ['lode', 'setup', '--source', 'sso', '--sso-session', session], why: 'Or make the session' },
  ];
  return [{ code: 'profile.session-missing', severity: 'fail', args: { profile: lost.name, session, path: files.paths.config }, remedies }];
}

function unusable({ awsFiles, credentials: { choice, wanted } }: DoctorFacts): readonly Finding[] | undefined {
  if (choice.kind !== 'failed' || !/^credentials\.profile-(missing|empty)$/.test(choice.failure.code)) return undefined;
  const files = seen(awsFiles.files);
  // A role without its source is the next check's.
  if (files !== undefined && wanted !== undefined && roleTrouble(files, wanted.name) !== undefined) return [];
  const { code, message } = choice.failure;
  return [{ code: code.replace('credentials.profile-', 'profile.'), severity: 'fail', args: { message }, remedies: remediesOf(choice.failure) }];
}

function incompleteSso(facts: DoctorFacts): readonly Finding[] | undefined {
  const lacking = chainInUse(facts).find((each) => lacks(facts, each).length > 0);
  if (lacking === undefined) return undefined;
  const args = { profile: lacking.name, missing: lacks(facts, lacking).join(' and '), path: facts.awsFiles.paths.config };
  const words = ['lode', 'setup', '--source', 'sso'];
  return [
    {
      code: 'profile.sso-incomplete',
      severity: isProven(facts) ? 'warn' : 'fail',
      args,
      remedies: [{ kind: 'command', words, why: 'Complete it there, or make another' }],
    },
  ];
}

/** The region of the sign-in has a check of its own. */
function lacks({ awsFiles }: DoctorFacts, each: AwsProfile): readonly string[] {
  if (profileVia(each)?.startsWith('sso') !== true) return [];
  const session = each.keys.get('sso_session');
  const login = session === undefined ? each : seen(awsFiles.files)?.ssoSessions.get(session);
  const place = session === undefined ? '' : ` in [sso-session ${session}]`;
  return [
    ...(login?.keys.has('sso_start_url') === true ? [] : [`sso_start_url${place}`]),
    ...['sso_account_id', 'sso_role_name'].filter((key) => !each.keys.has(key)),
  ];
}
