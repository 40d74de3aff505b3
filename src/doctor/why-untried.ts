import type { Looked } from './probe.ts';

/** Why a check that builds on something unseen was not tried, as the end of a sentence. Pure. */
export function whyUntried(looked: Exclude<Looked<unknown>, { readonly kind: 'seen' }>): string {
  return looked.kind === 'untried' ? looked.why : `what it needs could not be had: ${looked.failure.message.replace(/\.$/, '')}`;
}
