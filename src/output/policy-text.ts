import { partWords, policyParts, type PolicyPart } from '../policy/parts.ts';
import type { PolicyFormat } from '../policy/formats/policy-format.ts';

/** What is said of a policy beside it. */
export interface PolicyTalk {
  /** `account 111122223333`, or what stands for one. */
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  readonly parts: readonly PolicyPart[];
  readonly denyApiKeys: boolean;
  /** What is called, with its region where that is another one. */
  readonly models: readonly string[];
  /** Characters of each document, and how many one may have. */
  readonly sizes: readonly number[];
  readonly limit: number;
  readonly format: PolicyFormat;
  /** Whole sentences. */
  readonly notes: readonly string[];
}

/** A few lines on what a policy allows, for whom, what it leaves out and how large it is. */
export function policyTalk(talk: PolicyTalk): string {
  const { account, partition, region, parts, denyApiKeys, models, notes } = talk;
  const left = policyParts.filter((part) => !parts.includes(part) && !(part === 'discovery' && parts.includes('doctor')));
  return lines([
    `Policy for ${account}, called from ${region}${partition === 'aws' ? '' : ` (partition ${partition})`}`,
    ...parts.map((part) => `  ${part.padEnd(10)} ${partWords[part]}`),
    ...(denyApiKeys ? ['  denied     Bedrock API keys, whatever else allows them'] : []),
    `  models     ${models.join(', ')}`,
    ...(left.length === 0 ? [] : [`  left out   ${left.join(', ')} (add with --for ${[...parts, left[0]].join(',')})`]),
    `  size       ${sizeWords(talk)}`,
    ...notes.map((note) => `  note       ${note}`),
    ...nextLines(talk.format),
  ]);
}

function sizeWords({ sizes, limit }: Pick<PolicyTalk, 'sizes' | 'limit'>): string {
  return sizes.length === 1 ? `${sizes[0]} of ${limit} characters` : `${sizes.length} policies of ${sizes.join(', ')} characters, of ${limit} each`;
}

function nextLines(format: PolicyFormat): readonly string[] {
  if (format === 'terraform') return ['  next       save it as lode-policy.tf, then: terraform plan'];
  if (format === 'cloudformation') {
    return ['  next       save it as lode-policy.yaml, then: aws cloudformation deploy --template-file lode-policy.yaml --stack-name lode-policy', namedHint];
  }
  return [];
}

const namedHint = '             --capabilities CAPABILITY_NAMED_IAM';

/** What is said of an organization's policy. */
export interface OrganizationTalk {
  readonly place: string;
  readonly regions: readonly string[];
  /** Pinned models that it would shut. */
  readonly shut: readonly string[];
  readonly sizes: readonly number[];
  readonly limit: number;
  readonly format: PolicyFormat;
}

/** A few lines on what a service control policy refuses. */
export function organizationTalk(talk: OrganizationTalk): string {
  const { place, regions, shut } = talk;
  return lines([
    `Service control policy that keeps Bedrock inside ${place}; attach it in the organization's management account`,
    `  refused    requests to models outside ${regions.join(', ')}`,
    '  refused    global profiles, whose requests may run in any commercial region',
    '  allowed    nothing: a policy of this kind only takes away, roles still need a policy of their own (lode policy)',
    `  size       ${sizeWords(talk)}`,
    ...shut.map((id) => `  note       a launch here uses ${id}, which it shuts`),
    ...(talk.format === 'cloudformation' ? [] : nextLines(talk.format)),
  ]);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
