import type { AccountModels } from './model-choice.ts';

/**
 * The list without IDs that stand for more than one profile: which of them AWS would call cannot be told, and so not where a
 * request would be processed. AWS lists none; a damaged or forged list might.
 */
export function unambiguous(account: AccountModels): AccountModels {
  const times = new Map<string, number>();
  for (const { id } of account.profiles) times.set(id, (times.get(id) ?? 0) + 1);
  if (times.size === account.profiles.length) return account;
  return { ...account, profiles: account.profiles.filter(({ id }) => times.get(id) === 1) };
}
