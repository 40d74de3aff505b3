import type { SourceChoice } from '../../auth/detect.ts';
import { profileAccount } from '../../auth/profiles.ts';
import { describeSource } from '../../auth/source.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding, Remedy } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';
import { isProven } from '../is-proven.ts';
import { seen } from '../look.ts';

const nameProfile: Remedy = { kind: 'words', text: 'Say which one is meant: lode config set awsProfile NAME' };

/** Which source of credentials wins, and why the others lose. */
export const source: Check = {
  id: 'source',
  area: 'credentials',
  title: 'the source of credentials',
  needs: ['aws-files', 'profile', 'role-chain', 'imds'],
  run(facts) {
    const { choice, key } = facts.credentials;
    if (facts.base.loaded.kind !== 'seen') return { untried: "lode's settings could not be read" };
    if (choice.kind === 'untried') return { untried: choice.why };
    if (choice.kind === 'failed') return [none(choice.failure)];
    if (isOnlyGuess(facts, choice.value)) return [onlyGuess(facts)];
    if (key?.kind === 'orphan' && !isProven(facts)) return [orphan(facts)];
    return [...blurred(facts, choice.value), ...foreignDefault(facts, choice.value)];
  },
  well: ({ credentials: { choice } }) => (choice.kind === 'seen' ? saying(choice.value) : undefined),
  sentences: {
    'source.none': ({ message, region }) => `${String(message).replace(/\.$/, '')}${region === '' ? '' : ` (region ${region})`}.`,
    'source.no-session-token': ({ place, keyId }) =>
      `The access key ${keyId} in ${place} is one of a session (ASIA), and its session token is missing, so AWS does not know it.`,
    'source.ambiguous': ({ chosen, others }) =>
      `lode uses the ${chosen}, because nothing says which source is meant; set besides: ${others}. AWS's own tools disagree on which of them wins.`,
    'source.others-set': ({ chosen, why, others }) => `lode uses the ${chosen} (${why}); set besides, and kept from the assistant's model calls: ${others}.`,
    'source.default-account': ({ account, named, path }) =>
      `No profile is named, so [default] is used, which is in account ${account}; the profiles of ${path} that say their account are of others: ${named}.`,
  },
};

function saying({ source: chosen, why }: SourceChoice): string {
  return `${describeSource(chosen)}, because ${why}`;
}

function none(failure: { readonly message: string; readonly hints?: readonly string[] }): Finding {
  return { code: 'source.none', severity: 'fail', args: { message: failure.message, region: '' }, remedies: remediesOf(failure) };
}

/** Nothing is set, and the instance metadata service, asked as the last resort, has no role either. */
function isOnlyGuess({ base, obtained }: DoctorFacts, { source: chosen }: SourceChoice): boolean {
  return (
    chosen.kind === 'instance-role' &&
    base.session.kind === 'seen' &&
    obtained.kind === 'failed' &&
    /\.(missing|network|other|profile)$/.test(obtained.failure.code)
  );
}

function onlyGuess({ base, obtained }: DoctorFacts): Finding {
  const failure = obtained.kind === 'failed' ? obtained.failure : undefined;
  const message = 'No source of credentials is set, and the instance metadata service, which was asked instead, gave none';
  return {
    code: 'source.none',
    severity: 'fail',
    args: { message, region: seen(base.session)?.region.region ?? '' },
    remedies: [
      { kind: 'command', words: ['lode', 'setup'], why: 'Set it up' },
      { kind: 'words', text: 'Or name a profile: lode config set awsProfile NAME' },
      { kind: 'words', text: 'On EC2: attach an instance role, with a hop limit of 2 for containers' },
      { kind: 'command', words: ['export', 'AWS_EC2_METADATA_DISABLED=true'], why: 'Anywhere else, keep AWS tools from waiting for it' },
    ],
    ...(failure?.causedBy === undefined ? {} : { proof: failure.causedBy }),
  };
}

function orphan({ awsFiles, credentials: { key } }: DoctorFacts): Finding {
  const inFile = key?.place.kind === 'profile' ? `[${key.place.profile}] of ${awsFiles.paths.credentials}` : undefined;
  const text = inFile === undefined ? 'Set AWS_SESSION_TOKEN too, from where the key came' : `Add aws_session_token to ${inFile}, from where the key came`;
  const place = inFile ?? 'AWS_ACCESS_KEY_ID';
  const remedies: readonly Remedy[] = [
    { kind: 'words', text },
    { kind: 'command', words: ['lode', 'setup', '--source', 'sso'], why: 'Or use a sign-in, which renews itself' },
  ];
  return { code: 'source.no-session-token', severity: 'fail', args: { place, keyId: key?.keyId ?? '' }, remedies };
}

/** What else is set by variables, although it loses. */
function blurred({ credentials: { explicit } }: DoctorFacts, { source: chosen, why, refused }: SourceChoice): readonly Finding[] {
  const others = refused.filter(
    ({ source: label, why: reason }) => reason.endsWith('comes first') && !['instance role', 'profile default', 'awsCredentialExport script'].includes(label),
  );
  if (others.length === 0) return [];
  const args = { chosen: describeSource(chosen), why, others: others.map(({ source: label }) => label).join(', ') };
  return explicit
    ? [{ code: 'source.others-set', severity: 'note', args, remedies: [] }]
    : [{ code: 'source.ambiguous', severity: 'warn', args, remedies: [nameProfile, ...unsets(others)] }];
}

function unsets(others: readonly { readonly source: string }[]): readonly Remedy[] {
  return others.flatMap(({ source: label }): readonly Remedy[] => {
    if (label.startsWith('profile ')) return [{ kind: 'command', words: ['unset', 'AWS_PROFILE'], why: 'Or take the profile away' }];
    if (label === 'access key in the environment')
      return [{ kind: 'command', words: ['unset', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'], why: 'Or take the key away' }];
    return [];
  });
}

/** [default] is used for want of a name, and every profile that says its account is of another one. */
function foreignDefault({ awsFiles, credentials: { wanted, explicit }, obtained }: DoctorFacts, { source: chosen }: SourceChoice): readonly Finding[] {
  const account = obtained.kind === 'seen' ? obtained.value?.identity?.account : undefined;
  if (explicit || chosen.kind !== 'profile' || wanted?.name !== 'default' || account === undefined) return [];
  const others = [...(seen(awsFiles.files)?.profiles.values() ?? [])].flatMap((profile) => {
    const of = profile.name === 'default' ? undefined : profileAccount(profile);
    return of === undefined ? [] : [{ name: profile.name, of }];
  });
  if (others.length === 0 || others.some(({ of }) => of === account)) return [];
  const named = others
    .slice(0, 6)
    .map(({ name, of }) => `${name} (${of})`)
    .join(', ');
  return [{ code: 'source.default-account', severity: 'warn', args: { account, named, path: awsFiles.paths.config }, remedies: [nameProfile] }];
}
