import { readApiKey } from '../auth/api-key.ts';
import { readAwsFiles, type AwsFiles } from '../auth/aws-files.ts';
import { ambientSources } from '../auth/detect.ts';
import { maskKeyId, type CredentialSource } from '../auth/source.ts';
import type { Environment, System } from '../system/system.ts';
import { findPins } from './detect-pins.ts';
import { findProfiles } from './detect-profiles.ts';
import type { Detected } from './detected.ts';

/** Of each of the two rounds of questions to the metadata service, which answers in milliseconds where there is one. */
const metadataLimitMs = 450;

/**
 * Looks for all that can give credentials here, and asks nobody but the instance metadata service, for less than a second. Lines of the AWS files that cannot
 * be read are among what is found; throws `aws-files.unreadable` for a file that cannot be read at all.
 */
export async function detect(system: System): Promise<Detected> {
  const files = readAwsFiles(system);
  const [instanceRole, pins] = await Promise.all([hasInstanceRole(system.env, files), findPins(system)]);
  return { files, profiles: findProfiles(system, files), instanceRole, pins, ...ambient(system.env, files) };
}

function ambient(env: Environment, files: AwsFiles): Pick<Detected, 'bearerToken' | 'environmentKey' | 'webIdentity' | 'container'> {
  const sources = ambientSources({ env, files });
  const of = <Kind extends CredentialSource['kind']>(kind: Kind) =>
    sources.find((source): source is Extract<CredentialSource, { kind: Kind }> => source.kind === kind);
  const [keyPair, web] = [of('key-pair'), of('web-identity')];
  return {
    bearerToken: of('bearer-token') && readBearer(env['AWS_BEARER_TOKEN_BEDROCK'] ?? ''),
    environmentKey: keyPair && { shown: maskKeyId(keyPair.accessKeyId), temporary: keyPair.temporary },
    webIdentity: web && { roleArn: web.roleArn },
    container: of('container') !== undefined,
  };
}

function readBearer(key: string): Detected['bearerToken'] {
  const reading = readApiKey(key);
  return reading.kind === 'short-term' ? { region: reading.region, until: reading.expiresAt } : { region: undefined, until: undefined };
}

async function hasInstanceRole(env: Environment, files: AwsFiles): Promise<boolean> {
  if (!ambientSources({ env, files }).some(({ kind }) => kind === 'instance-role')) return false;
  const { askMetadata } = await import('../aws/instance-metadata.ts');
  return (await askMetadata(env, metadataLimitMs)).kind === 'role';
}
