import { sha1 } from '@noble/hashes/legacy';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { join } from 'node:path';

/**
 * The file that the AWS CLI and the SDKs share a sign-in's token in. It follows the home folder, not `AWS_CONFIG_FILE`. `cacheName` is the
 * sso-session's name, or the start URL of a legacy profile. Source: aws-sdk-js-v3, `getSSOTokenFilepath`.
 */
export function ssoTokenPath(home: string, cacheName: string): string {
  return join(ssoCacheFolder(home), `${sha1Hex(cacheName)}.json`);
}

/** Tokens and client registrations of all AWS tools. */
export function ssoCacheFolder(home: string): string {
  return join(home, '.aws', 'sso', 'cache');
}

/** SHA-1 names files here because AWS's own tools look for those names; nothing is protected by it. */
export function sha1Hex(text: string): string {
  return bytesToHex(sha1(utf8ToBytes(text)));
}
