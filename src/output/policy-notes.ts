import type { AccountAnswer } from '../discovery/account-list.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { guessNote } from '../models/notes.ts';
import type { CalledModel } from '../policy/called-model.ts';
import { managedPolicyLimit } from '../policy/divide.ts';
import { enableNotes } from '../policy/enable.ts';
import type { PolicyFormat } from '../policy/formats/policy-format.ts';
import type { PolicyPart } from '../policy/parts.ts';

/** What there is to say of a policy. */
export interface PolicyRemarks {
  readonly region: string;
  /** Why AWS was not asked, as the end of a sentence. */
  readonly guessed: string | undefined;
  readonly account: AccountAnswer;
  readonly choices: readonly ModelChoice[];
  readonly models: readonly CalledModel[];
  readonly parts: readonly PolicyPart[];
  readonly denyApiKeys: boolean;
  /** Whether whoever asks is here with a Bedrock API key. */
  readonly apiKey: boolean;
  /** Whether models were named one by one. */
  readonly named: boolean;
  readonly format: PolicyFormat;
  /** Characters of each document. */
  readonly sizes: readonly number[];
}

/** What whoever gets a policy should know, as whole sentences. */
export function policyNotes(remarks: PolicyRemarks): readonly string[] {
  const { region, models, parts } = remarks;
  return [
    ...sourceNotes(remarks),
    ...choiceNotes(remarks),
    ...models
      .filter(({ behind }) => behind === undefined)
      .map(({ name }) => `Nothing shows which models are behind ${name}, so any is allowed through it and none without it.`),
    ...(parts.includes('enable') ? enableNotes(models, region) : []),
    ...apiKeyNotes(remarks),
    ...(remarks.named && parts.includes('invoke')
      ? ['A launch also calls a small model and pins one for each tier; for all of them name none: lode policy']
      : []),
    ...sizeNotes(remarks),
  ];
}

function sourceNotes({ guessed, account }: PolicyRemarks): readonly string[] {
  if (guessed !== undefined) return [`From region and catalog alone, not from the account, because ${guessed}.`];
  return account.kind === 'unknown' ? [`The account gave no list (${account.why}), so profiles are the catalog's.`] : [];
}

/** Above all where requests go further than was said; that there is no list is told already. */
function choiceNotes({ choices, region }: PolicyRemarks): readonly string[] {
  const all = choices.flatMap((choice) => choice.notes.filter((note) => note !== guessNote(choice.region ?? region)));
  return [...new Set(all)];
}

function apiKeyNotes({ apiKey, denyApiKeys, parts }: PolicyRemarks): readonly string[] {
  if (!apiKey || parts.includes('api-keys')) return [];
  if (denyApiKeys) return ['You are here with a Bedrock API key, which this policy refuses.'];
  return ['You are here with a Bedrock API key, which this policy does not let anybody use (add api-keys to --for).'];
}

function sizeNotes({ format, sizes }: PolicyRemarks): readonly string[] {
  if (format !== 'json' || sizes.every((size) => size <= managedPolicyLimit)) return [];
  return [
    `A managed policy takes ${managedPolicyLimit} characters: paste it as the inline policy of a permission set or a role, write several managed ones at once ` +
      "(lode policy --format terraform), or name models by pattern (lode policy 'claude-*').",
  ];
}
