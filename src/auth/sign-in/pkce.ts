import { sha256 } from '@noble/hashes/sha2';
import { utf8ToBytes } from '@noble/hashes/utils';
import { Secret } from '../../secret.ts';
import type { System } from '../../system/system.ts';

/** What proves that whoever redeems a code is who asked for it. */
export interface Pkce {
  readonly verifier: Secret;
  readonly challenge: string;
}

/** A new verifier of 43 letters, which is 256 random bits, and its challenge. Source: RFC 7636 sections 4.1 and 4.2. */
export function newPkce(random: System['random']): Pkce {
  const verifier = base64url(random(32));
  return { verifier: new Secret(verifier), challenge: challengeOf(verifier) };
}

/** The S256 challenge of a verifier. Pure. */
export function challengeOf(verifier: string): string {
  return base64url(sha256(utf8ToBytes(verifier)));
}

/** A value that cannot be guessed, to know one's own answer by. */
export function newState(random: System['random']): Secret {
  return new Secret(base64url(random(32)));
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
