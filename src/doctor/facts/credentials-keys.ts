import type { AwsFiles } from '../../auth/aws-files.ts';
import { profileChain, profileVia } from '../../auth/profiles.ts';
import { maskKeyId, type CredentialSource } from '../../auth/source.ts';
import type { Environment } from '../../system/system.ts';

/** An access key that stands in clear text somewhere, and which kind it is. */
export interface KeyKind {
  /** `orphan`: the key of a session, without the session's token. */
  readonly kind: 'long-lived' | 'session' | 'orphan';
  /** For people: prefix and last characters. */
  readonly keyId: string;
  readonly place: { readonly kind: 'environment' } | { readonly kind: 'profile'; readonly profile: string };
}

/** The access key that a source rests on in the end; undefined where it rests on a sign-in or a machine's role. Pure. */
export function keyKindOf(files: AwsFiles, source: CredentialSource, env: Environment): KeyKind | undefined {
  if (source.kind === 'key-pair') {
    return { kind: kindOf(source.accessKeyId, source.temporary), keyId: maskKeyId(source.accessKeyId), place: { kind: 'environment' } };
  }
  const base = source.kind === 'profile' ? profileChain(files, source.profile).at(-1) : undefined;
  if (base?.keys.get('credential_source') === 'Environment' && env['AWS_ACCESS_KEY_ID']) {
    const id = env['AWS_ACCESS_KEY_ID'];
    return { kind: kindOf(id, Boolean(env['AWS_SESSION_TOKEN'])), keyId: maskKeyId(id), place: { kind: 'environment' } };
  }
  const id = base?.keys.get('aws_access_key_id');
  if (base === undefined || id === undefined || profileVia(base) !== 'keys') return undefined;
  return { kind: kindOf(id, base.keys.has('aws_session_token')), keyId: maskKeyId(id), place: { kind: 'profile', profile: base.name } };
}

/** IDs of sessions begin with ASIA (IAM user guide, "IAM identifiers"). */
function kindOf(id: string, hasToken: boolean): KeyKind['kind'] {
  if (hasToken) return 'session';
  return id.startsWith('ASIA') ? 'orphan' : 'long-lived';
}
