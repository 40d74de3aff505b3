import type { InferenceProfile } from './profiles.ts';
import type { ServiceName } from './route.ts';

/** What a key answers to: `expired` and `unknown` are refused by every service, `denied` by every permission check. */
export type KeyState = 'good' | 'expired' | 'unknown' | 'denied';

/** A scripted answer of the model; the first rule that matches wins. */
export interface ReplyRule {
  /** Matched against the text of the last user message, case-insensitively. */
  readonly whenPromptContains: string;
  readonly text?: string;
  /** Matches only a request that declares this tool, so that title and topic requests of an assistant are left alone. */
  readonly toolUse?: { readonly name: string; readonly input: Readonly<Record<string, unknown>> };
  /** The answer once the tool's result came back (default `done`); `{result}` stands for the result's text. */
  readonly then?: string;
}

/** A scripted failure: an id of the error catalogue, optionally narrowed, for `times` requests (default: all). */
export interface ErrorScript {
  readonly id: string;
  readonly times?: number;
  readonly service?: ServiceName;
  readonly operation?: string;
  /** A part of the model id in the path. */
  readonly model?: string;
}

/** An application inference profile that copies a system-defined one. */
export interface ApplicationProfile {
  readonly id: string;
  readonly name: string;
  readonly copyOf: string;
}

/** Everything about the sandbox that can be changed while it runs. */
export interface Knobs {
  readonly replies: readonly ReplyRule[];
  readonly errors: readonly ErrorScript[];
  /** By access key id or ARN; an ARN of a role decides about assuming it. */
  readonly keys: Readonly<Record<string, KeyState>>;
  /** Added before every answer, for all services or one by one. */
  readonly latencyMs: number | Readonly<Partial<Record<ServiceName, number>>>;
  /** Replaces the list of one region. */
  readonly profiles: Readonly<Record<string, readonly InferenceProfile[]>>;
  readonly applicationProfiles: readonly ApplicationProfile[];
  readonly pageSize: number;
  /** Lifetime of the credentials that SSO, the container endpoint, IMDS and sign-in hand out. */
  readonly sessionSeconds: number;
  readonly ssoTokenSeconds: number;
  /** What the person does on the device page. */
  readonly device: 'approves' | 'waits' | 'refuses';
  /** AuthorizationPending answers before an approval counts. */
  readonly pendingPolls: number;
  /** Sandbox clock minus real clock. */
  readonly clockOffsetMs: number;
  /** Bedrock API keys: token to the region it is bound to and the access key it stands for. */
  readonly bearerTokens: Readonly<Record<string, { readonly region: string; readonly accessKeyId: string }>>;
}

/** A change at run time: new knob values, and things that happen once, now. */
export interface Change extends Partial<Knobs> {
  /** Every temporary key handed out so far is expired; later ones are good. */
  readonly expireIssuedKeys?: boolean;
  /** `access`: SSO access tokens so far are refused, refresh tokens still work; `session`: both are gone. */
  readonly expireSsoTokens?: 'access' | 'session';
}

export const defaultKnobs: Knobs = {
  replies: [],
  errors: [],
  keys: {},
  latencyMs: 0,
  profiles: {},
  applicationProfiles: [],
  pageSize: 1000,
  sessionSeconds: 3600,
  ssoTokenSeconds: 3600,
  device: 'approves',
  pendingPolls: 0,
  clockOffsetMs: 0,
  bearerTokens: { 'bedrock-api-key-sandbox': { region: 'eu-west-1', accessKeyId: 'AKIASANDBOX000000001' } },
};
