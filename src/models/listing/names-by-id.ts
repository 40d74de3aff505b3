import { chooseModels, type ModelsRequest } from '../choose.ts';
import type { AccountModels, InferenceProfile, ModelAnswer } from '../model-choice.ts';
import { resolveModel } from '../resolve.ts';
import { unambiguous } from '../unambiguous.ts';

/** The names that everybody has. */
const builtIn = ['opus', 'sonnet', 'haiku', 'fable', 'best'] as const;

/**
 * For each ID or ARN the names that become it here: those of `models`, lode's own, `main` and `small` as a launch would choose them, and the names of
 * application profiles.
 */
export function namesById(request: ModelsRequest): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  const note = (name: string, id: string | undefined): void => {
    if (id === undefined) return;
    const names = ids.get(id) ?? [];
    if (!names.includes(name)) ids.set(id, [...names, name]);
  };
  const chosen = chooseModels(request);
  if (chosen.kind === 'chosen') {
    note('main', chosen.main.id);
    note('small', chosen.small.id);
  }
  for (const name of [...Object.keys(request.aliases), ...builtIn]) note(name, idOf(resolve(request, name)));
  for (const [name, account] of ownNames(request.account)) note(name, idOf(resolve({ ...request, account }, name)));
  return ids;
}

function resolve({ main: _main, small: _small, ...place }: ModelsRequest, wanted: string): ModelAnswer {
  return resolveModel({ ...place, wanted, tier: 'main' });
}

function idOf(answer: ModelAnswer): string | undefined {
  return answer.kind === 'chosen' ? answer.id : undefined;
}

/** The names of application profiles, each with the part of the list that has a say in it: an account may have thousands. */
function ownNames(account: AccountModels | undefined): readonly (readonly [name: string, part: AccountModels])[] {
  if (account === undefined) return [];
  const whole = unambiguous(account);
  const own = whole.profiles.filter(({ type }) => type === 'APPLICATION');
  const system = whole.profiles.filter(({ type }) => type !== 'APPLICATION');
  const called = new Map<string, InferenceProfile[]>();
  for (const profile of own) for (const word of new Set([profile.name, profile.id])) called.set(word, [...(called.get(word) ?? []), profile]);
  return [...new Set(own.map(({ name }) => name))].map((name) => [name, { ...whole, profiles: [...system, ...(called.get(name) ?? [])] }]);
}
