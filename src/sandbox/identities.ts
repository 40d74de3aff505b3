import { randomBytes } from 'node:crypto';
import type { KeyState } from './knobs.ts';
import type { World } from './world.ts';

/** An access key and whom it stands for. The values of this folder are made up; they open nothing anywhere. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  /** Milliseconds since the epoch; a key without one lives for ever. */
  readonly expiration?: number;
  /** Of GetSessionToken without a code: IAM refuses it (AWS STS API reference: GetSessionToken). */
  readonly withoutCode?: true;
}

export const sandboxAccount = '111122223333';
export const otherAccount = '444455556666';
/** A role that may be assumed with the code of this device only. */
export const guardedRole = `arn:aws:iam::${sandboxAccount}:role/guarded`;
export const sandboxMfaSerial = `arn:aws:iam::${sandboxAccount}:mfa/sandbox`;

/** Keys that exist in every sandbox. */
export const sandboxKeys = {
  /** A long-lived IAM user key of the sandbox's own account. */
  user: {
    accessKeyId: 'AKIASANDBOX000000001',
    secretAccessKey: 'sandbox/secret/of/the/user/0000000000001',
    account: sandboxAccount,
    arn: `arn:aws:iam::${sandboxAccount}:user/sandbox`,
    userId: 'AIDASANDBOX000000001',
  },
  /** Somebody else's identity: nothing that is launched with the other one may ever sign with it. */
  other: {
    accessKeyId: 'AKIASANDBOX000000002',
    secretAccessKey: 'sandbox/secret/of/the/other/000000000002',
    account: otherAccount,
    arn: `arn:aws:iam::${otherAccount}:user/ambient`,
    userId: 'AIDASANDBOX000000002',
  },
  /** A session that ended long ago. */
  expired: {
    accessKeyId: 'ASIASANDBOX000000003',
    secretAccessKey: 'sandbox/secret/of/the/expired/0000000003',
    sessionToken: 'sandbox-session-token-expired',
    account: sandboxAccount,
    arn: `arn:aws:sts::${sandboxAccount}:assumed-role/Developer/expired`,
    userId: 'AROASANDBOX000000003:expired',
    expiration: Date.UTC(2020, 0, 1),
  },
} satisfies Record<string, AccessKey>;

export interface Principal {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** The session principal of a role: its ARN names the role and the session. */
export function roleSession(account: string, role: string, session: string): Principal {
  return { account, arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`, userId: `AROA${digits(role)}:${session}` };
}

/** Hands out a new temporary key that the sandbox knows from now on. */
export function issueKey(
  world: World,
  principal: Principal,
  seconds: number,
  more: Pick<AccessKey, 'withoutCode'> = {},
): AccessKey & { sessionToken: string; expiration: number } {
  const key = {
    account: principal.account,
    arn: principal.arn,
    userId: principal.userId,
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
    sessionToken: `sandbox-session-token-${randomBytes(24).toString('hex')}`,
    expiration: world.now() + seconds * 1000,
    ...more,
  };
  world.keys.set(key.accessKeyId, key);
  return key;
}

/** What the knobs and the clock make of a key. */
export function stateOf(world: World, key: AccessKey): KeyState {
  const set = world.knobs.keys[key.accessKeyId] ?? world.knobs.keys[key.arn];
  if (set !== undefined) return set;
  if (world.expiredKeys.has(key.accessKeyId)) return 'expired';
  return key.expiration !== undefined && key.expiration <= world.now() ? 'expired' : 'good';
}

function digits(role: string): string {
  return Buffer.from(role).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17);
}
