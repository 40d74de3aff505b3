import { fail } from '../errors.ts';
import { catalog } from '../models/catalog.ts';
import { profilesOf } from '../models/catalog-profiles.ts';
import { geographyOf } from '../models/geography.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { calledModel, type CalledModel } from '../policy/called-model.ts';
import { familyModels } from '../policy/family-models.ts';
import { wildcardFits } from '../policy/wildcard.ts';
import { chosenModels } from './chosen-models.ts';
import type { FoundOrGuessed } from './gather-or-guess.ts';

const isPattern = (name: string): boolean => name.includes('*') && !name.startsWith('arn:');

/** The names that are no patterns. Throws LodeError for a pattern with a prefix. */
export function exactNames(names: readonly string[]): readonly string[] {
  names.forEach(refusePrefixed);
  return names.filter((name) => !isPattern(name));
}

/** Which prefix a pattern gets is a matter of the geography. */
function refusePrefixed(name: string): void {
  const [prefix = '', ...rest] = name.split('.');
  if (!isPattern(name) || rest.length === 0 || (prefix !== 'global' && !Object.hasOwn(catalog.geographies, prefix))) return;
  fail({
    code: 'usage.prefixed-pattern',
    exit: 'usage',
    message: `A pattern goes without a prefix such as ${prefix}.: the geography says which profiles it means.`,
    hints: [`lode policy '${rest.join('.')}' --geography ${prefix === 'apac' ? 'jp' : prefix}`],
  });
}

/** What a policy is for. */
interface PolicyModels {
  /** What was named, or what a launch pins. */
  readonly choices: readonly ModelChoice[];
  /** All of it; what a pattern lets through already is not there twice. */
  readonly models: readonly CalledModel[];
}

/** The models that these names and patterns mean; without any, all that a launch pins. `now` is in ms. Throws LodeError for what cannot be had here. */
export function policyModels(found: FoundOrGuessed, names: readonly string[], now: number): PolicyModels {
  const { account, smallElsewhere, known, session } = found;
  const lists = [account, smallElsewhere?.account].flatMap((one) => (one?.kind === 'listed' ? one.models.profiles : []));
  const exact = names.filter((name) => !isPattern(name));
  const choices = names.length > 0 && exact.length === 0 ? [] : chosenModels(found, exact, now);
  const families = names.filter((name) => isPattern(name)).flatMap((pattern) => familyOf(found, pattern));
  const called = choices.map((choice) => calledModel(choice, session.region, [...known, ...lists]));
  return { choices, models: [...called.filter((model) => !families.some((family) => covers(family, model))), ...families] };
}

function covers(family: CalledModel, { source, resource, id, account }: CalledModel): boolean {
  return account === undefined && family.source === source && family.resource === resource && wildcardFits(family.id, id);
}

function familyOf({ account, session }: FoundOrGuessed, pattern: string): readonly CalledModel[] {
  const { region, settings } = session;
  const listed = account.kind === 'listed' ? account.models : undefined;
  const geography = settings.geography?.value ?? geographyOf(region) ?? 'global';
  const profiles = listed?.profiles ?? profilesOf(region);
  const models = familyModels({ pattern, region, geography, profiles, foundation: listed?.foundation });
  if (models.length > 0) return models;
  return fail({
    code: 'policy.no-such-family',
    exit: 'user',
    message: `No model inside geography ${geography} fits ${pattern} in ${region}.`,
    hints: ["For every Claude model: lode policy 'claude-*'", 'See what there is: lode models list'],
  });
}
