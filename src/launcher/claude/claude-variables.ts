import type { ModelChoice } from '../../models/model-choice.ts';
import type { EnvironmentChange, HandOverInput } from '../assistant.ts';

/** What Claude Code is to read for a model: the ID, with `[1m]` when the long window was asked for. */
export function claudeModel(choice: ModelChoice): string {
  return choice.longContext ? `${choice.id}[1m]` : choice.id;
}

/**
 * The variables that make a Claude Code session: Bedrock, the region, and every model tier pinned, so that it neither probes
 * nor guesses. None is a secret. Source: Claude Code docs, "Amazon Bedrock" and "Environment variables".
 */
export function claudeSessionVariables(input: Pick<HandOverInput, 'models' | 'region' | 'endpoints'>): readonly EnvironmentChange[] {
  const { models, region, endpoints } = input;
  const small = claudeModel(models.small);
  const runtime = endpoints.bedrockRuntime;
  return [
    { name: 'CLAUDE_CODE_USE_BEDROCK', value: '1', why: 'the session runs on Bedrock' },
    { name: 'AWS_REGION', value: region, why: 'the source region' },
    { name: 'AWS_DEFAULT_REGION', value: region, why: 'some SDKs read only this name' },
    { name: 'ANTHROPIC_MODEL', value: claudeModel(models.main), why: 'the main model' },
    { name: 'ANTHROPIC_DEFAULT_OPUS_MODEL', value: claudeModel(models.tiers.opus), why: 'what "opus" means' },
    { name: 'ANTHROPIC_DEFAULT_SONNET_MODEL', value: claudeModel(models.tiers.sonnet), why: 'what "sonnet" means' },
    { name: 'ANTHROPIC_DEFAULT_HAIKU_MODEL', value: small, why: 'what "haiku" means, and the small model for background work' },
    { name: 'ANTHROPIC_DEFAULT_FABLE_MODEL', value: claudeModel(models.tiers.fable), why: 'what "fable" means' },
    { name: 'ANTHROPIC_SMALL_FAST_MODEL', value: small, why: 'the older name of the small model' },
    ...smallRegion(models.small),
    ...(runtime === undefined ? [] : [{ name: 'ANTHROPIC_BEDROCK_BASE_URL', value: runtime, why: 'the Bedrock runtime endpoint' }]),
  ];
}

/** Only background work and subagents go there: a session whose own model is the small one is called in its own region (2.1.197, 2.1.329). */
function smallRegion({ region }: ModelChoice): readonly (EnvironmentChange & { readonly value: string })[] {
  return region === undefined ? [] : [{ name: 'ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION', value: region, why: 'where the small model is called' }];
}

/** Variables that could beat or blur the hand-over, each with what it would do. Never the user's own AWS identity. */
const beating: readonly (readonly [name: string, why: string])[] = [
  ['CLAUDE_CODE_USE_VERTEX', 'would choose another provider'],
  ['CLAUDE_CODE_USE_FOUNDRY', 'would choose another provider'],
  ['CLAUDE_CODE_USE_MANTLE', 'would choose another endpoint, with other model IDs'],
  ['CLAUDE_CODE_USE_ANTHROPIC_AWS', 'would choose another provider'],
  ['CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST', 'would make Claude Code ignore the hand-over'],
  ['CLAUDE_CODE_SKIP_BEDROCK_AUTH', 'would send requests unsigned'],
  ['ANTHROPIC_BEDROCK_BASE_URL', 'would send prompts to another host'],
  ['ANTHROPIC_BEDROCK_MANTLE_BASE_URL', 'would send prompts to another host'],
  ['ANTHROPIC_BASE_URL', 'would send prompts to another host'],
  ['ANTHROPIC_AUTH_TOKEN', 'would replace the signature of requests'],
  ['ANTHROPIC_BEDROCK_REGION_PREFIX', 'would rewrite model IDs to another geography'],
  ['ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION', 'would move the small model to another region'],
  ['ANTHROPIC_DEFAULT_MODEL', 'would choose another starting model'],
  ['AWS_BEARER_TOKEN_BEDROCK', 'would replace the identity of model requests'],
];

/** Which of those variables this session must not see: all but the ones that the session itself sets or uses. */
export function beatingVariables(input: Pick<HandOverInput, 'models' | 'region' | 'endpoints' | 'source'>): readonly EnvironmentChange[] {
  const kept = new Set(claudeSessionVariables(input).map((change) => change.name));
  if (input.source.kind === 'bearer-token') kept.add('AWS_BEARER_TOKEN_BEDROCK');
  return beating.filter(([name]) => !kept.has(name)).map(([name, why]) => ({ name, value: null, why }));
}

/** Endpoint variables of AWS's clients: honoured from the user's shell, but no settings file may move them in a session. */
export const endpointVariables: readonly string[] = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_BEDROCK',
  'AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
  'AWS_ENDPOINT_URL_STS',
];
