import { requireProfile } from '../auth/require-profile.ts';
import { fail } from '../errors.ts';
import { foundAmbient, type AmbientName, type SourceRow } from './source-rows.ts';
import type { Stage } from './stage.ts';

/** What flags say of the source: all of it, or only that it is one of the profiles. */
export type GivenSource = SourceRow | { readonly kind: 'some-profile' };

/**
 * What the flags say; undefined when they leave it open. `--aws-profile` implies a profile, every `--sso-…` and `--profile-name` a sign-in. Throws LodeError
 * (usage) for flags that contradict each other and for a source that is not here, and what `requireProfile` throws.
 */
export function givenSource({ words, detected }: Stage): GivenSource | undefined {
  const profile = words.flags.awsProfile;
  const implied = [...(profile === undefined ? [] : [['--aws-profile', 'profile'] as const]), ...ssoFlags(words.sso).map((flag) => [flag, 'sso'] as const)];
  const source = words.source ?? implied[0]?.[1];
  const against = implied.find(([, means]) => means !== source);
  if (against !== undefined) return contradiction(against[0], words.source === undefined ? (implied[0]?.[0] ?? '') : `--source ${words.source}`);
  if (source === undefined || source === 'sso') return source && { kind: source };
  if (source !== 'profile') return { kind: 'ambient', name: requireFound(source, foundAmbient(detected)) };
  if (profile === undefined) return { kind: 'some-profile' };
  requireProfile(detected.files, String(profile), '--aws-profile');
  return { kind: 'profile', profile: String(profile) };
}

function ssoFlags(sso: Stage['words']['sso']): readonly string[] {
  const flags = { startUrl: '--sso-start-url', region: '--sso-region', session: '--sso-session', account: '--sso-account', role: '--sso-role' };
  const said = { ...flags, profileName: '--profile-name' } satisfies Record<keyof typeof sso, string>;
  return (Object.keys(said) as (keyof typeof sso)[]).filter((key) => sso[key] !== undefined).map((key) => said[key]);
}

function contradiction(one: string, other: string): never {
  return fail({
    code: 'usage.one-of',
    exit: 'usage',
    message: `${one} and ${other} say different things about where credentials come from. Nothing was written.`,
    hints: ['A profile that is there: lode setup --aws-profile NAME', 'A new one: lode setup --source sso --sso-start-url URL'],
  });
}

const remedies: Record<AmbientName, readonly [missing: string, hint: string]> = {
  'bearer-token': ['AWS_BEARER_TOKEN_BEDROCK is not set', 'Set it to a Bedrock API key: export AWS_BEARER_TOKEN_BEDROCK=…'],
  environment: ['AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set', 'Set both, and AWS_SESSION_TOKEN where the key is a temporary one'],
  'web-identity': ['AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE are not both set', 'Set both'],
  container: ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set', 'Give the task or the pod a role'],
  'instance-role': ['the instance metadata service has no role to give here', 'Give the instance a role; see what stops it: lode doctor'],
};

function requireFound(name: AmbientName, found: readonly AmbientName[]): AmbientName {
  if (found.includes(name)) return name;
  const [missing, hint] = remedies[name];
  return fail({
    code: 'setup.source-missing',
    exit: 'user',
    message: `--source ${name} is not to be had: ${missing}. Nothing was written.`,
    hints: [hint, 'See what is there: lode setup'],
  });
}
