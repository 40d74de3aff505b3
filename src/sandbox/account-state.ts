import type { ModelTag } from './control-plane/tag-rules.ts';

/** An application inference profile made at run time, as it was made. */
export interface CreatedProfile {
  readonly account: string;
  readonly region: string;
  /** Opaque: it names no model. */
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly modelArns: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
  /** The client's token and what it asked for, so that the same question asked again makes nothing new. */
  readonly request: { readonly token: string | undefined; readonly words: string };
}

/** An agreement that was made or ended at run time; `pending` counts the questions that still find it being made. */
export type Agreement = { readonly kind: 'made'; pending: number } | { readonly kind: 'ended' };

/** What the owners of accounts did to them since the sandbox started. */
export interface AccountState {
  /** Use-case forms, base64, by account. */
  readonly forms: Map<string, string>;
  /** Offers handed out and not used yet, by token. */
  readonly offers: Map<string, { readonly account: string; readonly modelId: string }>;
  /** By account and model ID. */
  readonly agreements: Map<string, Agreement>;
  /** By account and region. */
  readonly retention: Map<string, { readonly mode: string; readonly updatedAt: string }>;
  profiles: readonly CreatedProfile[];
  /** By ARN. */
  readonly tags: Map<string, readonly ModelTag[]>;
}

export function newAccountState(): AccountState {
  return { forms: new Map(), offers: new Map(), agreements: new Map(), retention: new Map(), profiles: [], tags: new Map() };
}
