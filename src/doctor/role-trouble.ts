import { profileVia, whatIsMissing, type AwsProfile, type AwsProfiles } from '../auth/profiles.ts';

/** What is wrong with the roles a profile assumes one after the other. */
export type RoleTrouble =
  | { readonly kind: 'circle'; readonly path: readonly string[] }
  | { readonly kind: 'source-missing'; readonly profile: string; readonly source: string }
  | { readonly kind: 'source-empty'; readonly profile: string; readonly source: string; readonly lacks: string }
  | { readonly kind: 'both'; readonly profile: string }
  | { readonly kind: 'neither'; readonly profile: string }
  | { readonly kind: 'unknown-source'; readonly profile: string; readonly source: string };

const credentialSources: readonly string[] = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'];

/**
 * Follows `source_profile` from a profile on. A profile with keys ends the way, and may assume its role with its own. Pure.
 * Source: AWS SDKs and Tools reference guide, "Assume role credential provider".
 */
export function roleTrouble(profiles: AwsProfiles, name: string): RoleTrouble | undefined {
  const path: string[] = [];
  let next = profiles.profiles.get(name);
  while (next !== undefined) {
    path.push(next.name);
    const step = stepFrom(profiles, next, path);
    if (step === undefined || 'kind' in step) return step;
    next = step;
  }
  return undefined;
}

/** The next profile on the way, what is wrong here, or undefined at its good end. */
function stepFrom({ profiles }: AwsProfiles, profile: AwsProfile, path: readonly string[]): RoleTrouble | AwsProfile | undefined {
  const { name, keys } = profile;
  const [source, credentialSource] = [keys.get('source_profile'), keys.get('credential_source')];
  if (!keys.has('role_arn') || keys.has('web_identity_token_file') || (path.length > 1 && hasKeys(profile))) return undefined;
  if (source !== undefined && credentialSource !== undefined) return { kind: 'both', profile: name };
  if (credentialSource !== undefined)
    return credentialSources.includes(credentialSource) ? undefined : { kind: 'unknown-source', profile: name, source: credentialSource };
  if (source === undefined) return hasKeys(profile) ? undefined : { kind: 'neither', profile: name };
  const next = profiles.get(source);
  if (next === undefined) return { kind: 'source-missing', profile: name, source };
  if (path.includes(source)) return hasKeys(next) ? undefined : { kind: 'circle', path: [...path, source] };
  if (profileVia(next) === undefined && !next.keys.has('role_arn')) return { kind: 'source-empty', profile: name, source, lacks: whatIsMissing(next) };
  return next;
}

function hasKeys({ keys }: AwsProfile): boolean {
  return keys.has('aws_access_key_id') && keys.has('aws_secret_access_key');
}
