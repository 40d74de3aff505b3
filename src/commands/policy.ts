import { principalOf } from '../auth/identity.ts';
import { exitCodes, fail } from '../errors.ts';
import { chosenModels } from '../launcher/chosen-models.ts';
import { gatherOrGuess, type FoundOrGuessed } from '../launcher/gather-or-guess.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { profilesOf } from '../models/catalog-profiles.ts';
import { geographyOf } from '../models/geography.ts';
import { policyTalk } from '../output/policy-text.ts';
import { calledModel, type CalledModel } from '../policy/called-model.ts';
import { divide, managedPolicyLimit, sizeOf } from '../policy/divide.ts';
import { familyModels } from '../policy/family-models.ts';
import { accountMark, partitionMark, type PolicyFormat } from '../policy/formats/policy-format.ts';
import { policyStatements, type PolicyPart } from '../policy/parts.ts';
import { partitionOfRegion, type Place } from '../policy/place.ts';
import { renderPolicy } from '../policy/render.ts';
import { simulatedPrincipal } from '../policy/simulated-principal.ts';
import { fillTemplate } from '../schedule/timer/template.ts';
import { readPolicyTemplate } from '../launcher/read-policy-template.ts';
import type { System } from '../system/system.ts';

export interface PolicyRequest extends SessionRequest {
  /** Whatever `lode models resolve` takes, and patterns such as `claude-*`; empty: every model that a launch pins. */
  readonly names: readonly string[];
  readonly parts: readonly PolicyPart[];
  readonly format: PolicyFormat;
  readonly name: string;
  /** Twelve digits; `current`: the one in which the policy is applied; undefined: that of the identity. */
  readonly account: string | undefined;
  /** Ask nobody: region and catalog decide. */
  readonly offline: boolean;
  readonly denyApiKeys: boolean;
  readonly requiredTags: readonly string[];
}

/** Prints a least-privilege policy for the models of a launch, and says on stderr what it allows. Throws LodeError. */
export async function policyCommand(system: System, request: PolicyRequest): Promise<number> {
  const names = request.names.filter((name) => !isPattern(name));
  const found = await gatherOrGuess(system, request, request.offline, names);
  const { region } = found.session;
  const models = modelsOf(system, found, request);
  const account = request.account ?? found.obtained?.identity?.account;
  const statements = policyStatements({
    place: placeFor(request.format, region, account),
    region,
    models,
    parts: request.parts,
    denyApiKeys: request.denyApiKeys,
    requiredTags: request.requiredTags,
    principals: request.account === undefined ? ownPrincipals(found) : undefined,
  });
  const documents = divide(statements, managedPolicyLimit);
  const sizes = documents.map((document) => sizeOf(document));
  refuseTooLarge(request, sizes);
  const policy = { name: request.name, description: describe(models, region), reach: 'managed', documents } as const;
  system.terminal.out(renderPolicy(request.format, policy, (name, words) => fillTemplate(readPolicyTemplate(system, name), words)));
  system.terminal.err(
    policyTalk({
      ...request,
      account: accountWords(account, request, found),
      partition: partitionOfRegion(region),
      region,
      models: models.map(({ name, source }) => (source === region ? name : `${name} (in ${source})`)),
      sizes,
      limit: managedPolicyLimit,
      notes: notesOf(found, models),
    }),
  );
  return exitCodes.ok;
}

const isPattern = (name: string): boolean => name.includes('*') && !name.startsWith('arn:');

function modelsOf(system: System, found: FoundOrGuessed, { names }: PolicyRequest): readonly CalledModel[] {
  const { account, smallElsewhere, known, session } = found;
  const lists = [account, smallElsewhere?.account].flatMap((one) => (one?.kind === 'listed' ? one.models.profiles : []));
  const exact = names.filter((name) => !isPattern(name));
  const choices = names.length > 0 && exact.length === 0 ? [] : chosenModels(found, exact, system.now());
  const families = names.filter((name) => isPattern(name)).flatMap((pattern) => familyOf(found, pattern));
  return [...choices.map((choice) => calledModel(choice, session.region, [...known, ...lists])), ...families];
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

/** JSON is filled in here; the other formats know partition and account where they are applied. */
function placeFor(format: PolicyFormat, region: string, account: string | undefined): Place {
  const known = account === 'current' ? undefined : account;
  if (format === 'json') return { partition: partitionOfRegion(region), account: known ?? '*' };
  return { partition: partitionMark, account: known ?? accountMark };
}

function ownPrincipals({ obtained }: FoundOrGuessed): readonly string[] | undefined {
  const found = obtained?.identity && simulatedPrincipal(obtained.identity.arn, ['*']);
  return found?.kind === 'known' ? found.arns : undefined;
}

function accountWords(account: string | undefined, { format, account: given }: PolicyRequest, { obtained }: FoundOrGuessed): string {
  if (account === undefined || account === 'current') return format === 'json' ? 'any account (its number is not known)' : 'the account in which it is applied';
  const identity = given === undefined ? obtained?.identity : undefined;
  return `account ${account}${identity === undefined ? '' : ` (that of ${principalOf(identity.arn)})`}`;
}

function describe(models: readonly CalledModel[], region: string): string {
  const ids = models.map(({ name }) => name.replace(/^arn:.*\//, ''));
  return `Amazon Bedrock from ${region}: ${ids.join(', ')}`.slice(0, 250);
}

function notesOf({ guessed, account }: FoundOrGuessed, models: readonly CalledModel[]): readonly string[] {
  const hidden = models.filter(({ behind }) => behind === undefined);
  return [
    ...(guessed === undefined ? [] : [`From region and catalog alone, not from the account, because ${guessed}.`]),
    ...(guessed === undefined && account.kind === 'unknown' ? [`The account gave no list (${account.why}), so profiles are the catalog's.`] : []),
    ...hidden.map(({ name }) => `Nothing shows which models are behind ${name}, so any is allowed through it and none without it.`),
  ];
}

/** One JSON document is one policy. */
function refuseTooLarge({ format, names }: PolicyRequest, sizes: readonly number[]): void {
  if (sizes.every((size) => size <= managedPolicyLimit) && (format !== 'json' || sizes.length === 1)) return;
  fail({
    code: 'policy.too-large',
    exit: 'user',
    message: `The policy has ${sizes.reduce((sum, size) => sum + size, 0)} characters, and a managed policy of IAM takes ${managedPolicyLimit}.`,
    hints: [
      "Name models by pattern: lode policy 'claude-*'",
      ...(format === 'json' ? ['Write several policies at once: lode policy --format terraform'] : []),
      ...(names.length > 1 ? ['Or fewer of them.'] : []),
    ],
  });
}
