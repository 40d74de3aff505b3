import type { ChosenModels } from '../../models/choose.ts';
import { settledFamilies } from './quiet-checks.ts';

/** `modelOverrides`: what each of Anthropic's own names comes to, and bare IDs, which cannot be called, for those that must not be (Claude Code docs: settings). */
export function modelOverrides(models: ChosenModels): Readonly<Record<string, string>> {
  return { ...models.names.inside, ...models.names.shut, ...settledFamilies(models) };
}
