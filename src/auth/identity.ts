import { join } from 'node:path';
import type { Files } from '../system/system.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { credentialDigest } from './source-digest.ts';

/** Who AWS says the credentials are. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** An identity is proven once per credential and believed for at most this long. */
const proofLastsMs = 24 * 60 * 60_000;

export function identityProofPath(cacheFolder: string, digest: string): string {
  return join(cacheFolder, 'identities', `${digest}.json`);
}

/** The remembered proof, if it is ours, not from the future and less than a day old. */
export function readIdentityProof(files: Files, path: string, now: number): Identity | undefined {
  const read = files.readText(path, 64 * 1024);
  if (read.kind !== 'text') return undefined;
  try {
    const { version, account, arn, userId, provenAt } = JSON.parse(read.text) as Record<string, unknown>;
    if (version !== 1 || !account || typeof account !== 'string' || !arn || typeof arn !== 'string' || typeof userId !== 'string') return undefined;
    if (typeof provenAt !== 'number' || provenAt > now || now - provenAt > proofLastsMs) return undefined;
    return { account, arn, userId };
  } catch {
    return undefined;
  }
}

export function writeIdentityProof(files: Files, path: string, identity: Identity, now: number): void {
  files.writeAtomic(path, `${JSON.stringify({ version: 1, ...identity, provenAt: now })}\n`, 0o600);
}

/** Until when the kept proof for these credentials is believed, in ms since the epoch; 0 when there is none. */
export function proofUntil(files: Files, cacheFolder: string, credentials: AwsCredentials): number {
  const read = files.readText(identityProofPath(cacheFolder, credentialDigest(credentials)), 64 * 1024);
  const provenAt = read.kind === 'text' ? /"provenAt":(\d+)/.exec(read.text)?.[1] : undefined;
  return provenAt === undefined ? 0 : Number(provenAt) + proofLastsMs;
}

/** The partition an ARN is in: `aws`, `aws-us-gov`, `aws-cn`, … */
export function partitionOf(arn: string): string {
  return arn.split(':')[1] || 'aws';
}

/** The last, human part of an identity ARN, e.g. `assumed-role/Developer/ana`. */
export function principalOf(arn: string): string {
  return arn.split(':').slice(5).join(':');
}
