import { catalog } from '../models/catalog.ts';
import type { ChosenModels } from '../models/choose.ts';
import type { ModelChoice, ModelWish } from '../models/model-choice.ts';
import { resolveModel } from '../models/resolve.ts';
import { firstOfEach } from './first-of-each.ts';

type Common = Omit<ModelWish, 'wanted' | 'tier'>;

/**
 * The choices to export, each ID once in a region: what a launch would pin, then, if all are wanted, the best way to every other Claude model inside what
 * is allowed, and the account's application profiles.
 */
export function modelsToExport(chosen: ChosenModels, common: Common, all: boolean): readonly ModelChoice[] {
  const pinned = [chosen.main, ...Object.values(chosen.tiers), chosen.small];
  const others = all ? [...everyModel(common), ...applicationProfiles(common)] : [];
  return firstOfEach([...pinned, ...others], ({ id, region }) => `${id} ${region}`);
}

function everyModel(common: Common): readonly ModelChoice[] {
  const inside = { widened: false, weak: false };
  return catalog.models.flatMap(({ key }) => chosenOnly(resolveModel({ ...common, aliases: {}, tier: 'main', wanted: key }, inside)));
}

function applicationProfiles(common: Common): readonly ModelChoice[] {
  const claude = (arn: string): boolean => arn.includes(':foundation-model/anthropic.');
  const own = (common.account?.profiles ?? []).filter(({ type, active, modelArns }) => type === 'APPLICATION' && active && modelArns.some(claude));
  return own.flatMap(({ arn }) => chosenOnly(resolveModel({ ...common, aliases: {}, tier: 'main', wanted: arn })));
}

function chosenOnly(answer: ReturnType<typeof resolveModel>): readonly ModelChoice[] {
  return answer.kind === 'chosen' ? [answer] : [];
}
