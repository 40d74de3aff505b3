import type { GateId } from './gate.ts';

/** A sentence of an assistant's own that covers several gates, or hides which one it is. */
export interface AssistantWords {
  readonly says: RegExp;
  /** They outrank the tables, whose words they happen to hold. */
  readonly first?: true;
  /** Why the words alone do not tell. */
  readonly why: string;
  /** The gates behind it, the likeliest first. */
  readonly may: readonly GateId[];
  /** Commands that tell them apart. */
  readonly apart: (model: string) => readonly string[];
}

const check = (model: string): readonly string[] => [`One request of one token names it: lode models check ${model}`];
const doctor = (): readonly string[] => ['Ask where it fails: lode doctor', 'See the source and try it: lode status'];

/**
 * Sentences that Claude Code (2.1.329), opencode (1.18) and their like put in the place of AWS's, each as its source has it. AWS's own words behind such a
 * sentence say more, and are looked for first.
 */
export const assistantWords: readonly AssistantWords[] = [
  {
    says: /\bAWS auth refresh timed out/i,
    first: true,
    why: 'the command of awsAuthRefresh did not end within three minutes, and Claude Code does not say what it waited for',
    may: ['sso-expired', 'device-timeout', 'mfa'],
    apart: () => ['Run it where its questions can be seen and answered: lode refresh', 'See which command it is, and what the session lacks: lode doctor'],
  },
  {
    says: /issue with the selected model|may not exist or you may not have access to it/i,
    why: 'Claude Code shows this one sentence for each 404 of Bedrock, and leaves out which it was',
    may: ['form', 'legacy', 'eol'],
    apart: check,
  },
  {
    says: /AWS authentication failed/i,
    why: "Claude Code says so for each 403 of Bedrock; AWS's own words, which tell, are missing here",
    may: ['expired', 'iam-missing', 'no-access', 'marketplace-iam'],
    apart: (model) => ['Who you are, and whether the session is good: lode status', ...check(model)],
  },
  {
    says: /AWS credentials expired or invalid/i,
    why: 'an endpoint for Claude answered 401, which stands for several troubles',
    may: ['expired', 'invalid-token', 'key-expired'],
    apart: doctor,
  },
  {
    says: /could not load AWS credentials/i,
    why: 'Claude Code got no credentials, and does not say what failed',
    may: ['no-credentials', 'process-failed', 'sso-expired', 'resolve-timeout'],
    apart: doctor,
  },
  {
    says: /request rejected \(429\)/i,
    why: 'Claude Code says so for each 429 of Bedrock',
    may: ['tpm', 'tpd', 'rpm', 'throttled'],
    apart: check,
  },
  {
    says: /API is at capacity|server-side issue, usually temporary/i,
    why: "Claude Code says so for each answer of AWS's own trouble",
    may: ['capacity', 'internal', 'time-out'],
    apart: check,
  },
  {
    says: /is not available on your [\w ]{0,30}deployment/i,
    why: 'Claude Code asked for the model at its start and was refused',
    may: ['no-access', 'bad-id', 'iam-missing'],
    apart: check,
  },
  {
    says: /model not found: amazon-bedrock\//i,
    why: "opencode's own list does not have the model; Bedrock was not asked",
    may: ['bad-id'],
    apart: (model) => [`See what the account has: lode models resolve ${model}`],
  },
  {
    says: /bedrock-fallback hit \d+ms deadline/i,
    why: "Claude Code's look at the models took too long at its start",
    may: ['no-answer', 'resolve-timeout', 'proxy'],
    apart: doctor,
  },
  {
    says: /connection to the API was lost|unable to connect to (the )?API|^(API Error|Error)?:? ?(\([^)]*\):? ?)?connection error\b/i,
    why: 'the assistant does not say what stood in the way',
    may: ['unreachable', 'proxy', 'dns', 'tls'],
    apart: doctor,
  },
  {
    says: /is not authorized to perform(?!: [\w-]+:\w)/i,
    why: "the rest of AWS's sentence is missing here: the action, the resource and the kind of policy",
    may: ['iam-missing', 'iam-deny', 'scp'],
    apart: check,
  },
  {
    says: /explicit deny in an? service control policy/i,
    why: "the beginning of AWS's sentence is missing here: who asked for what, and where",
    may: ['scp', 'scp-geo', 'scp-global'],
    apart: (model) => [...check(model), 'What the policy has to let through: lode models resolve --scp'],
  },
  {
    says: /rejected as unprocessable by the model/i,
    why: 'Claude Code says so for requests whose shape or images the model refused',
    may: ['extra', 'safety', 'context'],
    apart: check,
  },
];

/** What an answer may have been when its status is all that is left of it. */
export const statusWords: Readonly<Record<number, Omit<AssistantWords, 'says'>>> = {
  400: { why: 'only the status is left of the answer', may: ['bad-id', 'on-demand', 'context', 'beta'], apart: check },
  401: { why: 'only the status is left of the answer', may: ['sso-signed-out', 'not-logged-in', 'key-region'], apart: doctor },
  403: { why: 'only the status is left of the answer', may: ['expired', 'iam-missing', 'no-access', 'marketplace-iam'], apart: check },
  404: { why: 'only the status is left of the answer', may: ['form', 'legacy', 'eol'], apart: check },
  407: { why: 'only the status is left of the answer', may: ['proxy'], apart: doctor },
  408: { why: 'only the status is left of the answer', may: ['time-out'], apart: check },
  424: { why: 'only the status is left of the answer', may: ['model-error'], apart: check },
  429: { why: 'only the status is left of the answer', may: ['tpm', 'tpd', 'rpm', 'throttled'], apart: check },
  503: { why: 'only the status is left of the answer', may: ['capacity'], apart: check },
  529: { why: 'only the status is left of the answer', may: ['capacity'], apart: check },
};
