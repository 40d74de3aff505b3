import { principalOf } from '../auth/identity.ts';
import { exitCodes, fail } from '../errors.ts';
import { gatherOrGuess, type FoundOrGuessed } from '../launcher/gather-or-guess.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { exactNames, policyModels } from '../launcher/policy-models.ts';
import { policyNotes } from '../output/policy-notes.ts';
import { policyTalk } from '../output/policy-text.ts';
import type { CalledModel } from '../policy/called-model.ts';
import { divide, managedPolicyLimit, sizeOf } from '../policy/divide.ts';
import { accountMark, partitionMark, type PolicyFormat } from '../policy/formats/policy-format.ts';
import { defaultParts, policyStatements, type PolicyPart } from '../policy/parts.ts';
import { partitionOfRegion, type Place } from '../policy/place.ts';
import { renderPolicy } from '../policy/render.ts';
import { simulatedPrincipal } from '../policy/simulated-principal.ts';
import { documentOf } from '../policy/statement.ts';
import { fillTemplate } from '../schedule/timer/template.ts';
import { readPolicyTemplate } from '../launcher/read-policy-template.ts';
import type { System } from '../system/system.ts';

export interface PolicyRequest extends SessionRequest {
  /** Whatever `lode models resolve` takes, and patterns such as `claude-*`; empty: every model that a launch pins. */
  readonly names: readonly string[];
  /** Undefined: what an everyday role needs. */
  readonly parts: readonly PolicyPart[] | undefined;
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
  const names = exactNames(request.names);
  const found = await gatherOrGuess(system, request, request.offline, names);
  const { region } = found.session;
  const { choices, models } = policyModels(found, request.names, system.now());
  const apiKey = found.guessed === undefined && found.obtained === undefined;
  const parts = request.parts ?? [...defaultParts, ...(apiKey && !request.denyApiKeys ? (['api-keys'] as const) : [])];
  const account = request.account ?? found.obtained?.identity?.account;
  const statements = policyStatements({
    place: placeFor(request.format, region, account),
    region,
    models,
    parts,
    denyApiKeys: request.denyApiKeys,
    requiredTags: request.requiredTags,
    principals: request.account === undefined ? ownPrincipals(found) : undefined,
  });
  const documents = request.format === 'json' ? [documentOf(statements)] : divide(statements, managedPolicyLimit);
  const sizes = documents.map((document) => sizeOf(document));
  refuseTooLarge(request, sizes);
  const policy = { name: request.name, description: describe(models, region), reach: 'managed', documents } as const;
  system.terminal.out(renderPolicy(request.format, policy, (name, words) => fillTemplate(readPolicyTemplate(system, name), words)));
  system.terminal.err(
    policyTalk({
      ...request,
      parts,
      account: accountWords(account, request, found),
      partition: partitionOfRegion(region),
      region,
      models: models.map(({ name, source }) => (source === region ? name : `${name} (in ${source})`)),
      sizes,
      limit: managedPolicyLimit,
      notes: policyNotes({
        ...request,
        guessed: found.guessed,
        account: found.account,
        region,
        choices,
        models,
        parts,
        apiKey,
        sizes,
        named: names.length > 0 && names.length === request.names.length,
      }),
    }),
  );
  return exitCodes.ok;
}

/** JSON is filled in here; the other formats know partition and account where they are applied. */
function placeFor(format: PolicyFormat, region: string, account: string | undefined): Place {
  const known = account === 'current' ? undefined : account;
  if (format === 'json') return { partition: partitionOfRegion(region), account: known ?? '*' };
  return { partition: partitionMark, account: known ?? accountMark };
}

function ownPrincipals({ obtained }: FoundOrGuessed): readonly string[] | undefined {
  const found = obtained?.identity && simulatedPrincipal(obtained.identity.arn, ['*']);
  return found?.kind === 'known' ? found.arns.flatMap(withPaths) : undefined;
}

/** An identity does not tell the path of its role; those of IAM Identity Center are known. */
function withPaths(arn: string): readonly string[] {
  return /:role\/[^/]+$/.test(arn) ? [arn, arn.replace(':role/', ':role/*/')] : [arn];
}

function accountWords(account: string | undefined, { format, account: given }: PolicyRequest, { obtained }: FoundOrGuessed): string {
  if (account === 'current' && format === 'json') return 'whatever account it is attached in (* stands for its number)';
  if (account === undefined || account === 'current') return format === 'json' ? 'any account (its number is not known)' : 'the account in which it is applied';
  const identity = given === undefined ? obtained?.identity : undefined;
  return `account ${account}${identity === undefined ? '' : ` (that of ${principalOf(identity.arn)})`}`;
}

function describe(models: readonly CalledModel[], region: string): string {
  const ids = models.map(({ name }) => name.replace(/^arn:.*\//, ''));
  const text = (count: number): string => {
    const rest = ids.length - count;
    return `Amazon Bedrock from ${region}: ${ids.slice(0, count).join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
  };
  const fitting = ids.map((_, index) => text(ids.length - index)).find(({ length }) => length <= 250);
  return fitting ?? `Amazon Bedrock from ${region}`;
}

/** JSON may also become an inline policy, which takes more. */
function refuseTooLarge({ format, names }: PolicyRequest, sizes: readonly number[]): void {
  if (format === 'json' || sizes.every((size) => size <= managedPolicyLimit)) return;
  fail({
    code: 'policy.too-large',
    exit: 'user',
    message: `The policy has ${sizes.reduce((sum, size) => sum + size, 0)} characters, and a managed policy of IAM takes ${managedPolicyLimit}.`,
    hints: ["Name models by pattern: lode policy 'claude-*'", ...(names.length > 1 ? ['Or fewer of them.'] : [])],
  });
}
