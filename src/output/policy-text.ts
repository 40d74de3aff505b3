import { partWords, policyParts, type PolicyPart } from '../policy/parts.ts';
import { fittedLines, hanging } from '../wrap-text.ts';
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
    ...fittedLines(`Policy for ${account}, called from ${region}${partition === 'aws' ? '' : ` (partition ${partition})`}`, columns),
    ...parts.flatMap((part) => row(part, partWords[part])),
    ...(denyApiKeys ? row('denied', deniedKeys) : []),
    ...row('models', models.join(', ')),
    ...(left.length === 0 ? [] : [...row('left out', left.join(', ')), ...row('', `(add with --for ${[...parts, left[0]].join(',')})`)]),
    ...row('size', sizeWords(talk)),
    ...notes.flatMap((note) => row('note', note)),
    ...nextLines(talk.format),
  ]);
}

const columns = 80;
const deniedKeys = 'Bedrock API keys, whatever else allows them';

/** A word and what stands behind it, below each other where that is long. */
function row(head: string, text: string): readonly string[] {
  return hanging(`  ${head}`, 13, text, columns);
}

function sizeWords({ sizes, limit }: Pick<PolicyTalk, 'sizes' | 'limit'>): string {
  const [only] = sizes;
  if (only !== undefined && only > limit) return `${only} characters, more than the ${limit} of a managed policy`;
  return sizes.length === 1 ? `${sizes[0]} of ${limit} characters` : `${sizes.length} policies of ${sizes.join(', ')} characters, of ${limit} each`;
}

function nextLines(format: PolicyFormat): readonly string[] {
  if (format === 'terraform') return ['  next       save it as lode-policy.tf, then: terraform plan'];
  if (format === 'cloudformation') {
    const [save, deploy] = ['save it as lode-policy.yaml, then:', 'aws cloudformation deploy --template-file lode-policy.yaml \\'];
    return [`  next       ${save}`, `             ${deploy}`, '               --stack-name lode-policy --capabilities CAPABILITY_NAMED_IAM'];
  }
  return [];
}

/** What is said of an organization's policy. */
export interface OrganizationTalk {
  readonly place: string;
  readonly regions: readonly string[];
  /** The region of the launch, where Claude has global profiles alone. */
  readonly globalOnly: string | undefined;
  readonly denyApiKeys: boolean;
  /** Pinned models that it would shut. */
  readonly shut: readonly string[];
  readonly sizes: readonly number[];
  readonly limit: number;
  readonly format: PolicyFormat;
}

/** A few lines on what a service control policy refuses. */
export function organizationTalk(talk: OrganizationTalk): string {
  const { place, regions, globalOnly, denyApiKeys, shut } = talk;
  const ended = `Claude is called from ${globalOnly} through global profiles alone, and this policy ends all of these calls.`;
  const what = `Service control policy that keeps Bedrock inside ${place}; attach it in the organization's management account`;
  return lines([
    ...(globalOnly === undefined ? [] : fittedLines(ended, columns)),
    ...fittedLines(what, columns),
    ...row('refused', `requests, batches, token counts, agents, flows, knowledge bases, training and evaluation outside ${regions.join(', ')}`),
    ...row('refused', 'global profiles, whose requests may run in any commercial region'),
    ...(denyApiKeys ? row('refused', deniedKeys) : []),
    ...row('binds', 'models of every maker, not of Anthropic alone'),
    ...row('allowed', 'nothing: a policy of this kind only takes away, roles still need a policy of their own (lode policy)'),
    ...row('size', sizeWords(talk)),
    ...shut.flatMap((id) => row('note', `a launch here uses ${id}, which it shuts`)),
    ...(talk.format === 'cloudformation' ? [] : nextLines(talk.format)),
  ]);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
