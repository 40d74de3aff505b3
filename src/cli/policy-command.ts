import { InvalidArgumentError, Option, type Command } from 'commander';
import { fail, type Failure } from '../errors.ts';
import { policyFormats, type PolicyFormat } from '../policy/formats/policy-format.ts';
import { defaultParts, policyParts, type PolicyPart } from '../policy/parts.ts';
import type { CommandPlace } from './command-place.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

interface PolicyOptions {
  readonly for: readonly PolicyPart[];
  readonly format: PolicyFormat;
  readonly name?: string;
  readonly account?: string;
  readonly offline?: boolean;
  readonly denyApiKeys?: boolean;
  readonly requireTag?: readonly string[];
  readonly scp?: boolean;
}

/** Declares `lode policy` and `lode policy check`. */
export function addPolicy(program: Command, place: CommandPlace): void {
  const policy = program
    .command('policy')
    .description('a least-privilege IAM policy for the models of a launch')
    .argument('[model...]', "names, IDs, ARNs or patterns such as 'claude-*'; without one, every model that a launch pins")
    .addOption(
      new Option('--for <parts>', `what it is for, joined by commas: ${policyParts.join(', ')}`)
        .argParser(partsOf)
        .default(defaultParts, defaultParts.join(',')),
    )
    .addOption(new Option('--format <format>', 'how it is written').choices(policyFormats).default('json'))
    .option('--name <name>', 'what it is called (default: lode-bedrock)', nameOf)
    .option('--account <account>', 'twelve digits, or current: where it is applied; without it, the account of your identity', accountOf)
    .option('--offline', 'ask nobody: region and catalog decide')
    .option('--deny-api-keys', 'refuse Bedrock API keys, so that only sign-ins are left')
    .addOption(
      new Option('--require-tag <key>', 'a tag without which no profile is made (--for profiles); may be repeated').argParser(
        (key, all: readonly string[] = []) => [...all, key],
      ),
    )
    .addOption(new Option('--scp', "print the organization's policy that keeps Bedrock inside the geography instead").conflicts(['account', 'denyApiKeys']));
  takeSettingFlags(policy).action(async (names: readonly string[], options: PolicyOptions) => place.done(await run(policy, names, options, place)));
  addCheck(policy, place);
}

async function run(command: Command, names: readonly string[], options: PolicyOptions, { words, system }: CommandPlace): Promise<number> {
  const { format, offline = false } = options;
  const common = { ...askedFor(command, words), names, format, offline };
  if (options.scp === true) {
    const { organizationPolicyCommand } = await import('../commands/policy-organization.ts');
    return organizationPolicyCommand(system, { ...common, name: options.name ?? 'lode-bedrock-geography' });
  }
  const { policyCommand } = await import('../commands/policy.ts');
  const { account, denyApiKeys = false, requireTag = [], name = 'lode-bedrock' } = options;
  if (denyApiKeys && options.for.includes('api-keys')) return fail(contradiction);
  return policyCommand(system, { ...common, name, parts: options.for, account, denyApiKeys, requiredTags: requireTag });
}

const contradiction: Failure = {
  code: 'usage.api-keys',
  exit: 'usage',
  message: '--deny-api-keys refuses what --for api-keys allows.',
  hints: ['Give one of the two.'],
};

function addCheck(policy: Command, { words, system, done }: CommandPlace): void {
  const check = policy
    .command('check')
    .description('ask IAM whether your own policies let through what a launch needs; nothing is sent to a model')
    .argument('[model...]', 'names, IDs or ARNs; without one, every model that a launch pins')
    .option('--principal <arn>', 'the role or user, where the identity does not tell its ARN', principalOf)
    .option('--json', 'as data');
  takeSettingFlags(check).action(async (names: readonly string[], options: { principal?: string; json?: boolean }) => {
    const { policyCheckCommand } = await import('../commands/policy-check.ts');
    const json = options.json === true || words.mode.json;
    done(await policyCheckCommand(system, { ...askedFor(check, words), names, principal: options.principal, json }));
  });
}

function partsOf(text: string): readonly PolicyPart[] {
  return text.split(',').map((word) => {
    const part = policyParts.find((known) => known === word.trim());
    if (part === undefined) throw new InvalidArgumentError(`"${word}" is none of ${policyParts.join(', ')}.`);
    return part;
  });
}

/** IAM API reference: CreatePolicy. Shorter than IAM's 128, so that a number fits behind it. */
function nameOf(text: string): string {
  if (/^[\w+=,.@-]{1,120}$/.test(text)) return text;
  throw new InvalidArgumentError('A policy is called by up to 120 letters, digits and + = , . @ _ -.');
}

function accountOf(text: string): string {
  if (/^(\d{12}|current)$/.test(text)) return text;
  throw new InvalidArgumentError('It is an account number of 12 digits, or current.');
}

function principalOf(text: string): string {
  if (/^arn:aws[\w-]*:iam::\d{12}:(role|user)\/.+$/.test(text)) return text;
  throw new InvalidArgumentError('It is the ARN of a role or a user, such as arn:aws:iam::111122223333:role/path/Developer.');
}
