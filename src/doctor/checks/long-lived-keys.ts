import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding, Remedy } from '../finding.ts';

const moveOn: readonly Remedy[] = [
  { kind: 'command', words: ['lode', 'setup', '--source', 'sso'], why: 'Sign in with a role instead' },
  {
    kind: 'page',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html',
    why: "AWS's alternatives to long-term keys",
  },
];

/** Keys that never end. lode hands the assistant a session made from them, and not the key; everything else can still read it. */
export const longLivedKeys: Check = {
  id: 'long-lived-keys',
  area: 'credentials',
  title: 'long-lived keys',
  needs: ['source'],
  run: (facts) => ofKey(facts),
  well: () => 'no long-lived access key is used',
  sentences: {
    'long-lived-keys.root': ({ keyId, account, place }) =>
      `The access key ${keyId} in ${place} is that of the root user of account ${account}, whom nothing can restrict.`,
    'long-lived-keys.environment': ({ keyId, place }) =>
      `The long-lived access key ${keyId} is in ${place}, where every program that is started here can read it.`,
    'long-lived-keys.profile': ({ keyId, place }) =>
      `The long-lived access key ${keyId} in ${place} is used; lode hands on sessions made from it, and never the key.`,
  },
};

function ofKey({ awsFiles, credentials: { key }, obtained }: DoctorFacts): readonly Finding[] {
  if (key?.kind !== 'long-lived') return [];
  const place = key.place.kind === 'environment' ? 'AWS_ACCESS_KEY_ID' : `profile ${key.place.profile} (${awsFiles.paths.credentials})`;
  const identity = obtained.kind === 'seen' ? obtained.value?.identity : undefined;
  if (identity?.arn.endsWith(':root') === true) {
    return [{ code: 'long-lived-keys.root', severity: 'warn', args: { keyId: key.keyId, account: identity.account, place }, remedies: moveOn }];
  }
  if (key.place.kind === 'profile') return [{ code: 'long-lived-keys.profile', severity: 'note', args: { keyId: key.keyId, place }, remedies: moveOn }];
  return [{ code: 'long-lived-keys.environment', severity: 'warn', args: { keyId: key.keyId, place }, remedies: moveOn }];
}
