import type { Check } from './check.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import type { AccountView } from './facts/account.ts';
import type { ChosenModels } from '../models/choose.ts';
import type { AccountModels, ModelChoice } from '../models/model-choice.ts';
import { baseIdOf, providerOf } from '../models/provider-filter.ts';

type Answer = ReturnType<Check['run']>;

/** Runs a check on what AWS says of the account; what keeps that from being known is why the check was not tried. */
export function onAccount(run: (view: AccountView, facts: DoctorFacts) => Answer): Check['run'] {
  return (facts) => {
    const { looked } = facts.account;
    if (looked.kind === 'seen') return run(looked.value, facts);
    return { untried: looked.kind === 'untried' ? looked.why : looked.failure.message.replace(/\.$/, '') };
  };
}

/** A model that a launch pins, and everything it is pinned for. */
export interface PinnedModel {
  readonly choice: ModelChoice;
  /** `main`, `small` and tiers. */
  readonly uses: readonly string[];
  /** For the main or the small model, and not only because every tier is pinned. */
  readonly asked: boolean;
}

/** Runs a check on each model that a launch pins; there are none when the choice was refused. */
export function onPinned(run: (pinned: readonly PinnedModel[], view: AccountView, facts: DoctorFacts) => Answer): Check['run'] {
  return onAccount((view, facts) => {
    if (view.chosen.kind !== 'seen') return { untried: 'the models of a launch are not settled' };
    return run(pinnedModels(view.chosen.value), view, facts);
  });
}

/** Each ID once, with its uses, in the order main, small, tiers. */
export function pinnedModels({ main, small, tiers }: ChosenModels): readonly PinnedModel[] {
  const found = new Map<string, PinnedModel>();
  for (const [use, choice] of Object.entries({ main, small, ...tiers })) {
    const key = `${choice.id} ${choice.region ?? ''}`;
    const before = found.get(key) ?? { choice, uses: [], asked: false };
    found.set(key, { ...before, uses: [...before.uses, use], asked: before.asked || use === 'main' || use === 'small' });
  }
  return [...found.values()];
}

/** Whose account it is, for sentences: `account 111122223333`. */
export function accountWords({ facts: { obtained } }: Pick<AccountView, 'facts'>): string {
  if (obtained === undefined) return 'the account of this API key';
  return obtained.identity === undefined ? 'the account of these credentials' : `account ${obtained.identity.account}`;
}

/** How many profiles of Claude a list has that can be called. */
export function claudeProfiles({ profiles }: AccountModels): number {
  return profiles.filter(({ active, modelArns }) => active && modelArns.some((arn) => providerOf(baseIdOf(arn)) === 'anthropic')).length;
}
