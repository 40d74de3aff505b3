import { guardedRole, otherAccount, sandboxAccount, sandboxMfaSerial } from './identities.ts';
import type { FoundationModelWords } from './control-plane/foundation-model.ts';
import type { SandboxPolicy } from './iam/evaluate.ts';
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

/** What GetFoundationModelAvailability says of a model, in AWS's values. */
export interface ModelAccess {
  readonly agreement: 'AVAILABLE' | 'PENDING' | 'NOT_AVAILABLE' | 'ERROR';
  readonly authorization: 'AUTHORIZED' | 'NOT_AUTHORIZED';
  readonly entitlement: 'AVAILABLE' | 'NOT_AVAILABLE';
  readonly region: 'AVAILABLE' | 'NOT_AVAILABLE';
  /** What is wrong with the agreement. */
  readonly errorMessage?: string;
}

/** Provisioned throughput, the same in every account and region. */
export interface ProvisionedModel {
  /** Twelve small letters and digits. */
  readonly id: string;
  readonly name: string;
  /** The foundation model behind it. */
  readonly modelId: string;
  readonly status: 'Creating' | 'InService' | 'Updating' | 'Failed';
}

/** Whether the account sent Anthropic's use-case form before the sandbox started. */
export const formStates = ['sent', 'missing'] as const;

/** What becomes of a refresh token that is used a second time. */
export const rotations = ['strict', 'grace', 'family'] as const;

/** How the line to a service, or whatever answers in its place, can break. */
export const faultKinds = ['reset', 'half-body', 'html', 'empty', 'not-json', 'hang'] as const;

/** A broken answer, optionally narrowed, for `times` requests (default: all). */
export interface Fault {
  readonly kind: (typeof faultKinds)[number];
  readonly service?: ServiceName;
  readonly operation?: string;
  readonly times?: number;
  /** The operation takes effect before its answer breaks: a token is rotated, and nobody learns the new one. */
  readonly after?: boolean;
}

/** Where the account writes down what its models are sent and answer; what is left out is not used. */
export interface InvocationLogging {
  readonly logGroup?: string;
  /** Of the log group, in days; left out: for ever. */
  readonly retentionDays?: number;
  readonly bucket?: string;
}

/** The device of whoever may assume a role, and the code it shows; each code works once. */
export interface Mfa {
  readonly serial: string;
  readonly code: string;
}

/** An account that the sandbox's person is assigned to, and the permission sets they may use in it. */
export interface Assignment {
  readonly name: string;
  readonly roles: readonly string[];
}

/** The policies of whoever asks IAM's simulator; what is left out restricts nothing. */
export interface IamPolicies {
  /** Those of the role or user itself. */
  readonly identity?: readonly SandboxPolicy[];
  readonly boundary?: readonly SandboxPolicy[];
  readonly organization?: readonly SandboxPolicy[];
  /** ARNs of the roles and users there are; left out: whichever is asked for. */
  readonly principals?: readonly string[];
}

/** Everything about the sandbox that can be changed while it runs. */
export interface Knobs {
  readonly replies: readonly ReplyRule[];
  readonly errors: readonly ErrorScript[];
  readonly faults: readonly Fault[];
  /** By access key id or ARN; an ARN of a role decides about assuming it. */
  readonly keys: Readonly<Record<string, KeyState>>;
  /** Added before every answer, for all services or one by one. */
  readonly latencyMs: number | Readonly<Partial<Record<ServiceName, number>>>;
  /** Replaces the list of one region. */
  readonly profiles: Readonly<Record<string, readonly InferenceProfile[]>>;
  readonly applicationProfiles: readonly ApplicationProfile[];
  readonly provisioned: readonly ProvisionedModel[];
  /** Replaces what ListFoundationModels says of one region; what a row leaves out is filled in. */
  readonly foundationModels: Readonly<Record<string, readonly FoundationModelWords[]>>;
  /** By model ID; what is not said is good. */
  readonly availability: Readonly<Record<string, Partial<ModelAccess>>>;
  readonly useCaseForm: (typeof formStates)[number];
  /** How many questions find a new agreement pending before it is there. */
  readonly pendingAgreements: number;
  /** Applied quotas of Bedrock, by name; one that is not in AWS's list is added to it. */
  readonly quotas: Readonly<Record<string, number>>;
  readonly invocationLogging: InvocationLogging | 'off';
  /** Names of the account's trails. */
  readonly trails: readonly string[];
  /** What IAM's simulator goes by; every other service lets everything through, whatever this says. */
  readonly iam: IamPolicies;
  readonly pageSize: number;
  /** Lifetime of the credentials that SSO, the container endpoint, IMDS and sign-in hand out. */
  readonly sessionSeconds: number;
  readonly ssoTokenSeconds: number;
  /**
   * `strict`: a refresh token works once. `grace`: a spent one gives the tokens it was spent for, for a minute. `family`: whoever uses a spent
   * one ends the sign-in, access token included.
   */
  readonly rotation: (typeof rotations)[number];
  /** Roles that are assumed with a code only, by ARN. */
  readonly mfa: Readonly<Record<string, Mfa>>;
  /** What the portal lists, by account number. */
  readonly assignments: Readonly<Record<string, Assignment>>;
  /** What the person does on the device page. */
  readonly device: 'approves' | 'waits' | 'refuses';
  /** AuthorizationPending answers before an approval counts. */
  readonly pendingPolls: number;
  /** How often a client may ask for a device's token, as it is told. */
  readonly devicePollSeconds: number;
  /** Lifetime of a device code. */
  readonly deviceSeconds: number;
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
  faults: [],
  keys: {},
  latencyMs: 0,
  profiles: {},
  applicationProfiles: [],
  provisioned: [],
  foundationModels: {},
  availability: {},
  useCaseForm: 'sent',
  pendingAgreements: 0,
  quotas: {},
  invocationLogging: { logGroup: '/aws/bedrock/invocations', retentionDays: 30 },
  trails: ['management-events'],
  iam: {},
  pageSize: 1000,
  sessionSeconds: 3600,
  ssoTokenSeconds: 3600,
  rotation: 'strict',
  mfa: { [guardedRole]: { serial: sandboxMfaSerial, code: '123456' } },
  assignments: {
    [sandboxAccount]: { name: 'sandbox', roles: ['Developer', 'ReadOnly'] },
    [otherAccount]: { name: 'other', roles: ['Auditor'] },
  },
  device: 'approves',
  pendingPolls: 0,
  devicePollSeconds: 1,
  deviceSeconds: 600,
  clockOffsetMs: 0,
  bearerTokens: { 'bedrock-api-key-sandbox': { region: 'eu-west-1', accessKeyId: 'AKIASANDBOX000000001' } },
};
