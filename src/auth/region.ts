import { fail } from '../errors.ts';
import type { Environment } from '../system/system.ts';
import { describeOrigin, type Resolved } from '../settings/origin.ts';
import type { AwsFiles } from './aws-files.ts';
import type { CredentialSource } from './source.ts';

export interface RegionChoice {
  readonly region: string;
  /** Where it came from, for people. */
  readonly why: string;
  readonly refused: readonly { readonly source: string; readonly why: string }[];
}

/**
 * The source region: the setting, the region of a profile the user named, AWS_REGION, AWS_DEFAULT_REGION, then the
 * profile's region. There is no built-in default: guessing a region would decide where data is processed.
 */
export function chooseRegion(input: {
  readonly setting: Resolved<string> | undefined;
  readonly source: CredentialSource;
  readonly profileIsExplicit: boolean;
  readonly env: Environment;
  readonly files: AwsFiles;
}): RegionChoice {
  const { setting, env, files } = input;
  const profile = input.source.kind === 'profile' ? input.source.profile : undefined;
  const profileRegion = profile === undefined ? undefined : files.profiles.get(profile)?.keys.get('region');
  const fromProfile = { source: `profile ${profile ?? ''}`, value: profileRegion, why: `profile ${profile ?? ''} in ${files.paths.config} says so` };
  const ambient = ['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name) => ({ source: name, value: env[name], why: `${name} is set in the environment` }));
  const candidates = [
    { source: 'setting region', value: setting?.value, why: setting ? describeOrigin(setting.origin) : '' },
    ...(input.profileIsExplicit ? [fromProfile, ...ambient] : [...ambient, fromProfile]),
  ];
  const winner = candidates.find((candidate) => candidate.value);
  if (!winner?.value) return fail(missingRegion(input.source, files));
  const refused = candidates
    .filter((candidate) => candidate !== winner && candidate.source.trim() !== 'profile')
    .map(({ source, value }) => ({ source, why: value ? `is ${value}, but ${winner.source} comes first` : 'is not set' }));
  return { region: winner.value, why: winner.why, refused };
}

function missingRegion(source: CredentialSource, files: AwsFiles) {
  const profile = source.kind === 'profile' ? source.profile : undefined;
  const places =
    profile === undefined
      ? "not in lode's settings, nor in AWS_REGION or AWS_DEFAULT_REGION"
      : `not in lode's settings, AWS_REGION or AWS_DEFAULT_REGION, nor in profile ${profile} in ${files.paths.config}`;
  return {
    code: 'region.missing',
    exit: 'user',
    message: `No AWS region is set: ${places}.`,
    hints: [
      // The instance role is what remains where nothing was found.
      ...(source.kind === 'instance-role'
        ? ['Set it up: lode setup', 'Or the region alone: lode config set region eu-west-1']
        : ['Set it once: lode config set region eu-west-1', 'Or all of it, with questions: lode setup']),
      'Or for this launch: lode --region eu-west-1 claude',
    ],
  } as const;
}
