import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2';
import { utf8ToBytes } from '@noble/hashes/utils';
import { Secret } from '../../secret.ts';
import type { LoopbackRequest } from '../../system/system.ts';

/** Where the browser is sent back to; the port is chosen anew each time (RFC 8252 section 7.3). */
export const callbackPath = '/oauth/callback';

/** What a request to the waiting server is. */
export type Callback =
  | { readonly kind: 'code'; readonly code: Secret }
  /** The person said no. */
  | { readonly kind: 'refused' }
  /** The service could not go on; `error` is its own word. */
  | { readonly kind: 'failed'; readonly error: string }
  /** Anybody's: it ends nothing. */
  | { readonly kind: 'stray'; readonly status: 400 | 404 | 405 };

/**
 * Judges one request. Only a GET of the right path with the right state, once, counts: browsers ask for icons, other tabs and programs ask
 * for anything. The state is compared in constant time. Pure.
 */
export function judgeCallback({ method, path, query }: Pick<LoopbackRequest, 'method' | 'path' | 'query'>, state: Secret): Callback {
  if (path !== callbackPath) return { kind: 'stray', status: 404 };
  if (method !== 'GET') return { kind: 'stray', status: 405 };
  const words = new URLSearchParams(query);
  const [given, code, error] = [onlyOne(words, 'state'), onlyOne(words, 'code'), onlyOne(words, 'error')];
  if (given === undefined || !sameSecret(given, state.reveal())) return { kind: 'stray', status: 400 };
  if (error !== undefined) return error === 'access_denied' ? { kind: 'refused' } : { kind: 'failed', error: plainWord(error) };
  return code === undefined ? { kind: 'stray', status: 400 } : { kind: 'code', code: new Secret(code) };
}

function onlyOne(words: URLSearchParams, name: string): string | undefined {
  const [first, ...more] = words.getAll(name);
  return first === '' || more.length > 0 ? undefined : first;
}

/** Digests are of one length, as the comparison needs them. */
function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(utf8ToBytes(given)), sha256(utf8ToBytes(expected)));
}

/** An error code of OAuth is a plain word (RFC 6749 section 4.1.2.1); what is not must not reach a terminal. */
function plainWord(error: string): string {
  return /^[\w.-]{1,64}$/.test(error) ? error : 'an error without a proper name';
}
