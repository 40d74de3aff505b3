import { InvalidArgumentError, Option, type Command } from 'commander';
import { fail, type Failure } from '../errors.ts';
import { policyFormats, type PolicyFormat } from '../policy/formats/policy-format.ts';
import { defaultParts, policyParts, type PolicyPart } from '../policy/parts.ts';
import type { CommandPlace } from './command-place.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

interface PolicyOptions {
  readonly for?: readonly PolicyPart[];
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
      new Option('--for <parts>', `what it is for, joined by commas: ${policyParts.join(', ')} (default: ${defaultParts.join(',')})`).argParser(partsOf),
    )
    .addOption(new Option('--format <format>', 'how it is written').choices(policyFormats).default('json'))
    .option('--name <name>', 'what it is called, in terraform and cloudformation (default: lode-bedrock)', nameOf)
    .option('--account <account>', 'twelve digits, or current: where it is applied; without it, the account of your identity', accountOf)
    .option('--offline', 'ask nobody: region and catalog decide')
    .option('--deny-api-keys', 'refuse Bedrock API keys, so that only sign-ins are left')
    .addOption(
      new Option('--require-tag <key>', 'a tag without which no profile is made (--for profiles); may be repeated').argParser(
        (key, all: readonly string[] = []) => [...all, tagKeyOf(key)],
      ),
    )
    .addOption(
      new Option('--scp', "print the organization's policy that keeps Bedrock inside the geography instead").conflicts(['account', 'for', 'requireTag']),
    );
  takeSettingFlags(policy).action(async (names: readonly string[], options: PolicyOptions) => place.done(await run(policy, names, options, place)));
  addCheck(policy, place);
}

async function run(command: Command, names: readonly string[], options: PolicyOptions, { words, system }: CommandPlace): Promise<number> {
  const { format, offline = false } = options;
  const wrong = contradictions.find(({ holds }) => holds(options, words.mode.json));
  if (wrong !== undefined) return fail(wrong.failure);
  const common = { ...askedFor(command, words), names, format, offline };
  if (options.scp === true) {
    const { organizationPolicyCommand } = await import('../commands/policy-organization.ts');
    return organizationPolicyCommand(system, { ...common, denyApiKeys: options.denyApiKeys === true, name: options.name ?? 'lode-bedrock-geography' });
  }
  const { policyCommand } = await import('../commands/policy.ts');
  const { account, denyApiKeys = false, requireTag = [], name = 'lode-bedrock' } = options;
  return policyCommand(system, { ...common, name, parts: options.for, account, denyApiKeys, requiredTags: requireTag });
}

interface Contradiction {
  readonly holds: (options: PolicyOptions, json: boolean) => boolean;
  readonly failure: Failure;
}

const usage = (code: string, message: string, ...hints: readonly string[]): Failure => ({ code: `usage.${code}`, exit: 'usage', message, hints });

const contradictions: readonly Contradiction[] = [
  {
    holds: ({ for: parts = [], denyApiKeys }) => denyApiKeys === true && parts.includes('api-keys'),
    failure: usage('api-keys', '--deny-api-keys refuses what --for api-keys allows.', 'Give one of the two.'),
  },
  {
    holds: ({ for: parts = [], requireTag }) => requireTag !== undefined && !parts.includes('profiles'),
    failure: usage('require-tag', '--require-tag is for a policy that lets profiles be made.', 'lode policy --for profiles --require-tag team'),
  },
  {
    holds: ({ name, format }) => name !== undefined && format === 'json',
    failure: usage(
      'policy-name',
      'A policy in JSON has no name of its own, so --name says nothing.',
      'Name it where you paste it, or give --format terraform.',
    ),
  },
  {
    holds: ({ format }, json) => json && format !== 'json',
    failure: usage('policy-json', '--json and another --format cannot both be had.', 'Give one of the two.'),
  },
];

function addCheck(policy: Command, { words, system, done }: CommandPlace): void {
  const check = policy
    .command('check')
    .description('ask IAM whether your own policies let through what a launch needs; nothing is sent to a model')
    .argument('[model...]', 'names, IDs or ARNs; without one, every model that a launch pins')
    .option('--principal <arn>', 'the role or user, where the identity does not tell its ARN', principalOf)
    .option('--json', 'as data');
  takeSettingFlags(check).action(async (names: readonly string[], options: { principal?: string; json?: boolean }) => {
    refuseOptionsOf(policy);
    const { policyCheckCommand } = await import('../commands/policy-check.ts');
    const json = options.json === true || words.mode.json;
    done(await policyCheckCommand(system, { ...askedFor(check, { ...words, ...askedFor(policy, words) }), names, principal: options.principal, json }));
  });
}

/** What only writing a policy takes would be dropped without a word. */
function refuseOptionsOf(policy: Command): void {
  const names = ['for', 'format', 'name', 'account', 'offline', 'denyApiKeys', 'requireTag', 'scp'];
  const given = policy.options.find((option) => names.includes(option.attributeName()) && policy.getOptionValueSource(option.attributeName()) === 'cli');
  if (given !== undefined) fail(usage('policy-check', `${given.long} is for writing a policy, not for lode policy check.`, 'See: lode policy check --help'));
}

function partsOf(text: string): readonly PolicyPart[] {
  const parts = text.split(',').map((word) => {
    const part = policyParts.find((known) => known === word.trim());
    if (part === undefined) throw new InvalidArgumentError(`"${word}" is none of ${policyParts.join(', ')}.`);
    return part;
  });
  return [...new Set(parts)];
}

/** AWS resource tagging: keys have up to 128 letters, digits, spaces and _ . : / = + - @, and do not begin with aws:. */
function tagKeyOf(key: string): string {
  if (/^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u.test(key) && !/^aws:/i.test(key)) return key;
  throw new InvalidArgumentError('A tag is called by up to 128 letters, digits, spaces and _ . : / = + - @, and not aws:….');
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
