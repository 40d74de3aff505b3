import type { AwsSession } from '../../auth/aws-session.ts';
import { profileChain } from '../../auth/profiles.ts';
import { describeSource } from '../../auth/source.ts';
import type { MetadataAnswer } from '../../aws/instance-metadata.ts';
import type { System } from '../../system/system.ts';

/** The instance metadata service, which is asked only where the session's credentials come from it. */
export type MetadataFacts =
  /** `why` is the end of a sentence. */
  | { readonly kind: 'not-asked'; readonly why: string }
  | (MetadataAnswer & {
      readonly address: string;
      /** The profile that says so; undefined where nothing else is set. */
      readonly profile: string | undefined;
    });

const limitMs = 1000;

/** Asks for a role, within two seconds altogether. */
export async function gatherMetadata({ env }: Pick<System, 'env'>, session: AwsSession | undefined): Promise<MetadataFacts> {
  if (session === undefined) return { kind: 'not-asked', why: 'no source of credentials could be chosen' };
  const { source } = session.choice;
  const profile = source.kind === 'profile' ? source.profile : undefined;
  if (source.kind !== 'instance-role' && !wantsInstance(session, profile)) {
    return { kind: 'not-asked', why: `credentials come from ${describeSource(source)}` };
  }
  const { askMetadata, metadataAddress } = await import('../../aws/instance-metadata.ts');
  return { ...(await askMetadata(env, limitMs)), address: metadataAddress(env), profile };
}

/** Source: AWS SDKs and Tools reference guide, "Assume role credential provider". */
function wantsInstance({ files }: AwsSession, profile: string | undefined): boolean {
  return profile !== undefined && profileChain(files, profile).some(({ keys }) => keys.get('credential_source') === 'Ec2InstanceMetadata');
}
