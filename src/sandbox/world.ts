import { randomBytes } from 'node:crypto';
import type { AccountState } from './account-state.ts';
import { newAccountState } from './account-state.ts';
import type { AccessKey } from './identities.ts';
import { sandboxKeys } from './identities.ts';
import type { Change, ErrorScript, Fault, Knobs } from './knobs.ts';
import { defaultKnobs } from './knobs.ts';
import type { ProfilesByRegion } from './profiles.ts';
import type { RequestRecord } from './request-log.ts';

/** A sign-in to IAM Identity Center: one rotating refresh token, one current access token. */
export interface SsoSession {
  accessToken: string;
  accessExpires: number;
  refreshToken: string;
  ended: boolean;
}

/** A device code, a PKCE code, an `aws login` refresh token or an IMDS token waits here for its use. */
export interface World {
  knobs: Knobs;
  readonly url: () => string;
  readonly now: () => number;
  readonly profilesByRegion: ProfilesByRegion;
  readonly onDemand: (region: string) => readonly string[];
  readonly keys: Map<string, AccessKey>;
  readonly expiredKeys: Set<string>;
  readonly errorUses: Map<ErrorScript, number>;
  readonly faultUses: Map<Fault, number>;
  readonly clients: Map<string, string>;
  readonly deviceCodes: Map<string, { polls: number; readonly expires: number }>;
  readonly authorizationCodes: Map<string, { challenge: string; redirectUri: string }>;
  readonly ssoSessions: SsoSession[];
  /** Refresh tokens that were used, with their session and the time. */
  readonly spentTokens: Map<string, { readonly session: SsoSession; readonly at: number }>;
  /** Refresh tokens of `aws login`, each with the thumbprint of the key it is bound to. */
  readonly loginTokens: Map<string, string>;
  /** MFA codes and DPoP proofs work once. */
  readonly usedCodes: Set<string>;
  readonly usedProofs: Set<string>;
  readonly imdsTokens: Set<string>;
  readonly account: AccountState;
  readonly log: RequestRecord[];
}

export interface WorldOptions {
  readonly knobs?: Change | undefined;
  readonly profilesByRegion: ProfilesByRegion;
  readonly onDemand: (region: string) => readonly string[];
  readonly url: () => string;
  readonly clock: () => number;
}

export function newWorld(options: WorldOptions): World {
  const world: World = {
    knobs: defaultKnobs,
    url: options.url,
    now: () => options.clock() + world.knobs.clockOffsetMs,
    profilesByRegion: options.profilesByRegion,
    onDemand: options.onDemand,
    keys: new Map(Object.values(sandboxKeys).map((key) => [key.accessKeyId, key])),
    expiredKeys: new Set(),
    errorUses: new Map(),
    faultUses: new Map(),
    clients: new Map(),
    deviceCodes: new Map(),
    authorizationCodes: new Map(),
    ssoSessions: [],
    spentTokens: new Map(),
    loginTokens: new Map(),
    usedCodes: new Set(),
    usedProofs: new Set(),
    imdsTokens: new Set(),
    account: newAccountState(),
    log: [],
  };
  return world;
}

/** Starts a sign-in session whose tokens the portal and `/token` accept. */
export function newSsoSession(world: World): SsoSession {
  const session = { accessToken: '', accessExpires: 0, refreshToken: '', ended: false };
  rotate(world, session);
  world.ssoSessions.push(session);
  return session;
}

/** New tokens for a session; the old ones are worth nothing from now on. */
export function rotate(world: World, session: SsoSession): void {
  if (session.refreshToken !== '') world.spentTokens.set(session.refreshToken, { session, at: world.now() });
  session.accessToken = `sandbox-sso-access-${randomBytes(16).toString('hex')}`;
  session.refreshToken = `sandbox-sso-refresh-${randomBytes(16).toString('hex')}`;
  session.accessExpires = world.now() + world.knobs.ssoTokenSeconds * 1000;
}

/** Ends a session: none of its tokens is good for anything from now on. */
export function endSession(session: SsoSession): void {
  session.ended = true;
  session.accessExpires = 0;
}
