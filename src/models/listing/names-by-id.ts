import { chooseModels, type ModelsRequest } from '../choose.ts';
import type { ModelAnswer } from '../model-choice.ts';
import { resolveModel } from '../resolve.ts';

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
  for (const name of [...Object.keys(request.aliases), ...builtIn, ...applicationNames(request)]) note(name, idOf(resolve(request, name)));
  return ids;
}

function resolve({ main: _main, small: _small, ...place }: ModelsRequest, wanted: string): ModelAnswer {
  return resolveModel({ ...place, wanted, tier: 'main' });
}

function idOf(answer: ModelAnswer): string | undefined {
  return answer.kind === 'chosen' ? answer.id : undefined;
}

function applicationNames({ account }: ModelsRequest): readonly string[] {
  const own = (account?.profiles ?? []).filter(({ type, active }) => type === 'APPLICATION' && active);
  return [...new Set(own.map(({ name }) => name))];
}
