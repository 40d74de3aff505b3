import type { CredentialSource } from '../auth/source.ts';
import { parseModelText } from '../models/id.ts';
import { catalog, type Price } from '../models/catalog.ts';
import { credentialWords } from './credential-words.ts';
import type { ExportedModel } from './exported-model.ts';
import type { ExportInput, ExportText } from './export-input.ts';
import { yamlText, type YamlValue } from './yaml-text.ts';

/** The prefixes that LiteLLM takes off to see whose model it is (`get_bedrock_cross_region_inference_regions` in its `common_utils.py`). */
const knownPrefixes: ReadonlySet<string> = new Set(['global', 'us', 'eu', 'apac', 'jp', 'au', 'us-gov']);

/** A `model_list` for the LiteLLM proxy and its Router (LiteLLM docs: AWS Bedrock, custom pricing). */
export function litellmExport(input: ExportInput): ExportText {
  const { models, source } = input;
  const aliases = aliasesOf(input);
  const document = {
    model_list: models.map((model) => ({ model_name: model.name, litellm_params: paramsOf(model, input), model_info: infoOf(model) })),
    ...(Object.keys(aliases).length === 0 ? {} : { router_settings: { model_group_alias: aliases } }),
  };
  return {
    text: yamlText(document),
    place: 'For config.yaml of LiteLLM: litellm --config config.yaml',
    notes: [...models.flatMap(prefixNotes), ...(source.kind === 'profile' ? profileNotes(source.profile) : [credentialWords('LiteLLM', source)])],
  };
}

function paramsOf(model: ExportedModel, { source, endpoints }: ExportInput): YamlValue {
  return {
    model: `bedrock/converse/${routed(model)}`,
    aws_region_name: model.region,
    ...(endpoints.bedrockRuntime === undefined ? {} : { aws_bedrock_runtime_endpoint: endpoints.bedrockRuntime }),
    ...referencesOf(source),
  };
}

/** By its ARN where LiteLLM does not know the prefix: it then takes nothing for granted, and sends tools and thinking on. */
function routed({ id, arn }: ExportedModel): string {
  return hasStrangePrefix(id) ? (arn ?? id) : id;
}

function hasStrangePrefix(id: string): boolean {
  const parsed = parseModelText(id);
  return parsed.kind === 'id' && parsed.prefix !== undefined && !knownPrefixes.has(parsed.prefix);
}

/** LiteLLM reads `os.environ/NAME` from its environment when it loads the file. */
function referencesOf(source: CredentialSource): Readonly<Record<string, string>> {
  if (source.kind === 'profile') return { aws_profile_name: source.profile };
  if (source.kind === 'bearer-token') return { api_key: 'os.environ/AWS_BEARER_TOKEN_BEDROCK' };
  if (source.kind !== 'key-pair') return {};
  return {
    aws_access_key_id: 'os.environ/AWS_ACCESS_KEY_ID',
    aws_secret_access_key: 'os.environ/AWS_SECRET_ACCESS_KEY',
    ...(source.temporary ? { aws_session_token: 'os.environ/AWS_SESSION_TOKEN' } : {}),
  };
}

function infoOf(model: ExportedModel): YamlValue {
  return {
    ...(model.baseId === undefined ? {} : { base_model: model.baseId }),
    mode: 'chat',
    max_tokens: model.maxOutput,
    max_input_tokens: model.contextWindow,
    max_output_tokens: model.maxOutput,
    supports_function_calling: true,
    supports_vision: model.images,
    supports_reasoning: model.thinks,
    ...(model.price === undefined ? {} : costsOf(model.price)),
  };
}

function costsOf({ input, output, cacheRead, cacheWrite, longPrompt }: Price): Readonly<Record<string, number>> {
  return {
    input_cost_per_token: perToken(input),
    output_cost_per_token: perToken(output),
    ...(cacheRead === undefined ? {} : { cache_read_input_token_cost: perToken(cacheRead) }),
    ...(cacheWrite === undefined ? {} : { cache_creation_input_token_cost: perToken(cacheWrite) }),
    // LiteLLM has a key for this one step only.
    ...(longPrompt?.above === 200_000
      ? { input_cost_per_token_above_200k_tokens: perToken(longPrompt.input), output_cost_per_token_above_200k_tokens: perToken(longPrompt.output) }
      : {}),
  };
}

/** From USD per million tokens, without the dust of binary fractions. */
function perToken(perMillion: number): number {
  return Number((perMillion / 1e6).toFixed(12));
}

/** `opus` and its like, so that a client can ask by the name of a family; one that cannot be had here has none, and nothing stands in for it. */
function aliasesOf({ chosen, models, region }: ExportInput): Readonly<Record<string, string>> {
  const named = Object.entries(chosen.tiers).filter(([tier, choice]) => catalog.models.find(({ key }) => key === choice.model)?.family === tier);
  const names = new Map(models.filter((model) => model.region === region).map(({ id, name }) => [id, name]));
  return Object.fromEntries(named.map(([tier, { id }]) => [tier, names.get(id) ?? id]));
}

function prefixNotes({ id, arn }: ExportedModel): readonly string[] {
  if (!hasStrangePrefix(id)) return [];
  if (arn !== undefined) return [`${id} stands there by its ARN, because LiteLLM does not know its prefix.`];
  return [`LiteLLM does not know the prefix of ${id} and may leave tools out; once the account has given its list, the ARN stands there.`];
}

function profileNotes(profile: string): readonly string[] {
  return [`It names the profile ${profile}, which must exist where LiteLLM runs; AWS_BEARER_TOKEN_BEDROCK or AWS_ROLE_NAME in its environment would beat it.`];
}
