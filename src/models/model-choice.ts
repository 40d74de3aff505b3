import type { Geography, Residency } from '../settings/settings.ts';

/** What a launch needs a model for. */
export type Tier = 'main' | 'small' | 'opus' | 'sonnet' | 'haiku' | 'fable';

/** One row of ListInferenceProfiles, reduced to what resolution needs. */
export interface InferenceProfile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: 'SYSTEM_DEFINED' | 'APPLICATION';
  readonly active: boolean;
  /** ARNs of the models behind it, one per destination region. */
  readonly modelArns: readonly string[];
}

/** One row of ListFoundationModels, reduced to what resolution, lists and exports need. */
export interface FoundationModel {
  /** The base ID, e.g. `anthropic.claude-opus-5-5`. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** As AWS writes it, e.g. `Anthropic`. */
  readonly provider: string;
  /** `TEXT`, `IMAGE`, `SPEECH`, `VIDEO`, … */
  readonly input: readonly string[];
  /** `TEXT`, `IMAGE`, `EMBEDDING`, … */
  readonly output: readonly string[];
  /** `ON_DEMAND`, `PROVISIONED`, and the undocumented `INFERENCE_PROFILE`. */
  readonly inferenceTypes: readonly string[];
  readonly streaming: boolean;
  readonly lifecycle: AccountLifecycle;
}

/** `modelLifecycle` of ListFoundationModels; dates in milliseconds since the epoch. */
export interface AccountLifecycle {
  /** `ACTIVE` or `LEGACY`; undefined when AWS said nothing. */
  readonly status?: string;
  readonly legacy?: number;
  /** From then on Legacy models cost more. */
  readonly extendedAccess?: number;
  readonly endOfLife?: number;
}

/** What the account said it may use in one source region. */
export interface AccountModels {
  readonly region: string;
  readonly profiles: readonly InferenceProfile[];
  /** Undefined: not known, because the account would not say. */
  readonly foundation: readonly FoundationModel[] | undefined;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

export interface ModelWish {
  readonly wanted: string;
  readonly tier: Tier;
  readonly region: string;
  /** Undefined: the region's own geography, else global. */
  readonly geography: Geography | undefined;
  readonly residency: Residency;
  /** The user's own names (setting `models`). */
  readonly aliases: Readonly<Record<string, string>>;
  /** Undefined: the list could not be had; the answer is then a labelled guess from the catalog. */
  readonly account: AccountModels | undefined;
  /** Resources that AWS described one by one, by ARN: own profiles and provisioned models that no list shows. */
  readonly known?: readonly InferenceProfile[];
  /** Version of the assistant, for models that need a newer one; undefined when unknown or not Claude Code. */
  readonly assistantVersion: string | undefined;
  /** Milliseconds since the epoch, for lifecycle dates. */
  readonly now: number;
}

export interface ModelChoice {
  readonly kind: 'chosen';
  /** What goes to AWS: an inference profile ID, a model ID or an ARN. Never carries `[1m]`. */
  readonly id: string;
  /** Whether the assistant should use the 1M-token window (`[1m]`). */
  readonly longContext: boolean;
  readonly wanted: string;
  /** Catalog key, e.g. `claude-opus-5-5`; undefined for an ID or ARN that the catalog does not know. */
  readonly model: string | undefined;
  /** Name for people, e.g. `Claude Opus 5.5`. */
  readonly label: string;
  /** Geography judged by destinations; `in-region` for a bare ID, `unknown` for an opaque ARN. */
  readonly geography: Geography | 'in-region' | 'unknown';
  /** Destination regions; empty when unknown or all commercial regions (global). */
  readonly destinations: readonly string[];
  /** The region it is called in, when that is not the one of the launch. */
  readonly region?: string;
  /** `account`: the account lists it. `catalog`: an offline guess. `user`: an ID or ARN taken as given. */
  readonly evidence: 'account' | 'catalog' | 'user';
  /** One sentence: how the wish became this ID. */
  readonly why: string;
  /** Lines the user must see: widened geography, legacy dates, guesses. */
  readonly notes: readonly string[];
  /** Candidates that lost, each with its reason. */
  readonly refused: readonly { readonly id: string; readonly why: string }[];
}

export interface ModelRefusal {
  readonly kind: 'refused';
  readonly wanted: string;
  /** Stable: `unknown-name`, `not-in-region`, `residency`, `retired`, `region-without-bedrock`, `assistant-too-old`, `not-listed`, `malformed`. */
  readonly code: string;
  /** What is wrong and where. */
  readonly message: string;
  /** What would work: nearest names, allowed geographies, other regions. */
  readonly hints: readonly string[];
}

export type ModelAnswer = ModelChoice | ModelRefusal;
