import { fail } from '../errors.ts';
import type { Environment } from '../system/system.ts';
import type { Origin, Resolved } from '../settings/origin.ts';
import { describeOrigin, layerStrength } from '../settings/origin.ts';
import type { AwsFiles } from './aws-files.ts';
import { findProfile, requireProfile } from './require-profile.ts';
import { describeSource, maskKeyId, type CredentialSource } from './source.ts';

/** Everything the choice depends on. */
export interface DetectInput {
  readonly env: Environment;
  readonly awsProfile: Resolved<string> | undefined;
  readonly awsCredentialExport: Resolved<string> | undefined;
  readonly files: AwsFiles;
}

export interface SourceChoice {
  readonly source: CredentialSource;
  /** Why this one won. */
  readonly why: string;
  /** Every other source in the order considered, with the reason it lost. */
  readonly refused: readonly { readonly source: string; readonly why: string }[];
}

type Candidate = { readonly label: string } & (
  | { readonly source: CredentialSource; readonly why: string }
  | { readonly source: undefined; readonly why: string }
);

/**
 * Chooses the credential source: an explicit setting first, then bearer token, key pair, profile, and the default chain
 * (web identity, container, instance role). Throws LodeError for a profile that does not exist or holds nothing.
 */
export function detectSource(input: DetectInput): SourceChoice {
  const candidates = [...explicitCandidates(input), ...ambientCandidates(input)];
  const winner = candidates.find((candidate) => candidate.source !== undefined);
  refuseUnknownProfile(input, winner?.source);
  if (!winner?.source) return fail(nothingFound(candidates));
  const refused = candidates
    .filter((candidate) => candidate !== winner)
    .map((candidate) => ({
      source: candidate.label,
      why: candidate.source === undefined ? candidate.why : `${describeSource(winner.source as CredentialSource)} comes first`,
    }));
  return { source: winner.source, why: winner.why, refused };
}

function nothingFound(candidates: readonly Candidate[]) {
  return {
    code: 'credentials.none',
    exit: 'credentials',
    message: 'No AWS credentials were found anywhere.',
    hints: [
      'Set it up: lode setup',
      'Or name a profile that is there: lode --aws-profile NAME claude',
      ...candidates.map(({ label, why }) => `Not the ${label}: ${why}`),
    ],
  } as const;
}

/**
 * A profile that AWS_PROFILE names and nobody has must not end in another identity by way of the chain below it. `default` may be missing:
 * some people set it only as a hint.
 */
function refuseUnknownProfile({ env, files }: DetectInput, winner: CredentialSource | undefined): void {
  const named = env['AWS_PROFILE'];
  const chain: readonly (CredentialSource['kind'] | undefined)[] = ['web-identity', 'container', 'instance-role', undefined];
  if (named && named !== 'default' && chain.includes(winner?.kind)) requireProfile(files, named, 'AWS_PROFILE');
}

function explicitCandidates(input: DetectInput): Candidate[] {
  const { awsProfile, awsCredentialExport, files } = input;
  const found: { origin: Origin; candidate: Candidate }[] = [];
  if (awsCredentialExport) {
    const source: CredentialSource = { kind: 'export-script', command: awsCredentialExport.value };
    const why = `awsCredentialExport is set by ${describeOrigin(awsCredentialExport.origin)}`;
    found.push({ origin: awsCredentialExport.origin, candidate: { label: describeSource(source), source, why } });
  }
  if (awsProfile) {
    const source = requireProfile(files, awsProfile.value, describeOrigin(awsProfile.origin));
    const why = `awsProfile is set by ${describeOrigin(awsProfile.origin)}`;
    found.push({ origin: awsProfile.origin, candidate: { label: describeSource(source), source, why } });
  }
  return found.toSorted((a, b) => layerStrength(a.origin) - layerStrength(b.origin)).map((entry) => entry.candidate);
}

function ambientCandidates({ env, files }: Pick<DetectInput, 'env' | 'files'>): Candidate[] {
  return [bearerCandidate(env), keyPairCandidate(env), profileCandidate(env, files), ...chainCandidates(env)];
}

/** What is found without a setting that names it, in the order in which a launch takes it; an instance role may turn out not to be there. Pure. */
export function ambientSources(input: Pick<DetectInput, 'env' | 'files'>): readonly CredentialSource[] {
  return ambientCandidates(input).flatMap(({ source }) => source ?? []);
}

function bearerCandidate(env: Environment): Candidate {
  const label = 'Bedrock API key';
  if (!env['AWS_BEARER_TOKEN_BEDROCK']) return { label, source: undefined, why: 'AWS_BEARER_TOKEN_BEDROCK is not set' };
  return { label, source: { kind: 'bearer-token' }, why: 'AWS_BEARER_TOKEN_BEDROCK is set and nothing more explicit is' };
}

function keyPairCandidate(env: Environment): Candidate {
  const label = 'access key in the environment';
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  if (!accessKeyId) return { label, source: undefined, why: 'AWS_ACCESS_KEY_ID is not set' };
  if (!env['AWS_SECRET_ACCESS_KEY']) {
    return { label, source: undefined, why: `AWS_ACCESS_KEY_ID is ${maskKeyId(accessKeyId)} but AWS_SECRET_ACCESS_KEY is not set` };
  }
  const source: CredentialSource = { kind: 'key-pair', accessKeyId, temporary: Boolean(env['AWS_SESSION_TOKEN']) };
  return { label, source, why: 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set and nothing more explicit is' };
}

function profileCandidate(env: Environment, files: AwsFiles): Candidate {
  const named = env['AWS_PROFILE'];
  if (named) {
    const label = `profile ${named}`;
    const found = findProfile(files, named);
    if (found.kind === 'found') return { label, source: found.source, why: `AWS_PROFILE is ${named}` };
    return { label, source: undefined, why: `AWS_PROFILE is ${named}, but ${found.why}` };
  }
  const found = findProfile(files, 'default');
  if (found.kind === 'found') return { label: 'profile default', source: found.source, why: 'AWS_PROFILE is not set and [default] has credentials' };
  return { label: 'profile default', source: undefined, why: found.why };
}

function chainCandidates(env: Environment): Candidate[] {
  return [webIdentityCandidate(env), containerCandidate(env), instanceCandidate(env)];
}

function webIdentityCandidate(env: Environment): Candidate {
  const label = 'web identity';
  const roleArn = env['AWS_ROLE_ARN'];
  if (!roleArn || !env['AWS_WEB_IDENTITY_TOKEN_FILE']) {
    return { label, source: undefined, why: 'AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set' };
  }
  return { label, source: { kind: 'web-identity', roleArn }, why: 'AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are set' };
}

function containerCandidate(env: Environment): Candidate {
  const label = 'container credentials';
  const name = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].find((each) => env[each]);
  if (!name) return { label, source: undefined, why: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set' };
  return { label, source: { kind: 'container' }, why: `${name} is set` };
}

function instanceCandidate(env: Environment): Candidate {
  const label = 'instance role';
  if (env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true') {
    return { label, source: undefined, why: 'AWS_EC2_METADATA_DISABLED is true' };
  }
  return { label, source: { kind: 'instance-role' }, why: 'no other source is set, so the instance metadata service is asked (for at most a second)' };
}
