import type { Circumstances } from './circumstances.ts';

/** What can stand between a request and its answer. Stable: scripts may match on it. */
export type GateId =
  // Credentials and the clock
  | 'no-credentials'
  | 'expired'
  | 'invalid-token'
  | 'sig-mismatch'
  | 'clock'
  | 'scope'
  | 'unsigned'
  // Where credentials come from
  | 'profile-missing'
  | 'profile-cycle'
  | 'profile-incomplete'
  | 'keys-incomplete'
  | 'process-failed'
  | 'mfa'
  | 'web-identity'
  | 'imds'
  | 'region-missing'
  | 'resolve-timeout'
  | 'program-missing'
  // Signing in
  | 'sso-expired'
  | 'sso-token-missing'
  | 'sso-signed-out'
  | 'sso-grant'
  | 'sso-client'
  | 'sso-start-url'
  | 'device-timeout'
  | 'login-expired'
  | 'login-changed'
  | 'login-denied'
  | 'login-refused'
  // An assistant's start
  | 'not-logged-in'
  | 'export-output'
  | 'host-managed'
  // Bedrock API keys
  | 'key-region'
  | 'key-expired'
  | 'key-format'
  | 'bearer-deny'
  // IAM and organisations
  | 'iam-missing'
  | 'iam-deny'
  | 'boundary'
  | 'session-policy'
  | 'vpc-endpoint-policy'
  | 'resource-control-policy'
  | 'scp'
  | 'scp-global'
  | 'scp-geo'
  | 'discovery'
  | 'assume'
  | 'sso-role'
  | 'denied'
  // The account's access to a model
  | 'new-account'
  | 'no-access'
  | 'form'
  | 'marketplace-iam'
  | 'payment'
  | 'agreement-pending'
  | 'account-gate'
  | 'retention'
  | 'geo-block'
  // The model's ID and life
  | 'on-demand'
  | 'bad-id'
  | 'legacy'
  | 'eol'
  // Quotas and capacity
  | 'zero-quota'
  | 'tpm'
  | 'tpd'
  | 'rpm'
  | 'throttled'
  | 'resource-quota'
  | 'capacity'
  | 'early-profile'
  | 'time-out'
  | 'model-error'
  | 'stream-break'
  | 'internal'
  // The request itself
  | 'context'
  | 'max-out'
  | 'beta'
  | 'extra'
  | 'thinking'
  | 'budget'
  | 'safety'
  // The way there
  | 'dns'
  | 'tls'
  | 'proxy'
  | 'http1'
  | 'unreachable'
  | 'no-answer'
  | 'gateway'
  | 'unknown';

/** What a request ended with, as AWS or the way to it said it. */
export interface GateFailure {
  /** The exception's name. */
  readonly name: string;
  /** HTTP status; 0 or missing when there was no answer, or the error came inside a stream that had begun. */
  readonly status?: number;
  readonly message: string;
  readonly requestId: string | undefined;
  /** Node's own code for trouble on the way, e.g. `ECONNREFUSED`. */
  readonly code?: string;
  /** AWS's name of the call, where it is known, e.g. `GetRoleCredentials`. */
  readonly operation?: string;
}

/** What the request was about. */
export interface GateAbout {
  /** Undefined: not known, as in words that somebody was shown. */
  readonly region?: string | undefined;
  /** As it was sent: an inference profile ID, a model ID or an ARN. Undefined: not known. */
  readonly modelId?: string | undefined;
  /** Name for people, e.g. `Claude Opus 5.5`. */
  readonly model?: string | undefined;
  readonly account?: string | undefined;
  /** The caller's ARN; missing for an API key. */
  readonly principal?: string | undefined;
  /** Regions in which it may be processed; empty when unknown or all (global). */
  readonly destinations: readonly string[];
  /** What the account lists in the region, for a wrong ID. */
  readonly listed?: readonly string[] | undefined;
  /** Other models of the same region answered at the same time. */
  readonly othersAnswer?: boolean | undefined;
  /** The account's applied quota for this model, where it was looked up. */
  readonly quota?: number | undefined;
}

/** A gate that is shut. */
export interface Gate {
  readonly id: GateId;
  /** One sentence: what is shut, and where. */
  readonly what: string;
  /** Who can open it; begins with `you` where it is the user alone or first. */
  readonly who: string;
  /** Commands and pages, most useful first; never empty. */
  readonly remedy: readonly string[];
  /** The words of AWS, or of the network, with the exception's name and the request ID. */
  readonly proof: string;
}

/** What a row says of its gate. */
export type Told = Pick<Gate, 'what' | 'who' | 'remedy'>;

/** One row of the tables: by what an answer is known, and what it means. */
export interface GateRow {
  readonly id: GateId;
  /** Exception names, or codes of Node's, each enough by itself when no words say more. Names of many meanings stand in no row. */
  readonly names?: readonly string[];
  readonly says?: RegExp;
  /** What must be true besides. */
  readonly when?: (circumstances: Circumstances) => boolean;
  readonly tell: (circumstances: Circumstances) => Told;
}
