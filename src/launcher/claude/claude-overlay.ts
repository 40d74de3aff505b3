import type { HandOverInput } from '../assistant.ts';
import { isJsonObject, mergeJson, type JsonObject } from '../merge-json.ts';
import { isSecretVariable } from '../secret-variable.ts';
import { beatingVariables, claudeSessionVariables, endpointVariables } from './claude-variables.ts';
import { availableModels } from './allowed-models.ts';
import { modelOverrides } from './model-overrides.ts';
import { pickerRows } from './picker-rows.ts';
import { settledPins } from './quiet-checks.ts';
import { subagentVariables } from './subagent-model.ts';

/** Keys of the user's own `--settings` that lode answers for: they are a credential source here, not an instruction. */
const takenOver: ReadonlySet<string> = new Set(['awsCredentialExport', 'awsAuthRefresh']);

/** Variables there that had their say as settings of lode's; where something stronger won, they must not win after all. */
const settled: ReadonlySet<string> = new Set([
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'ANTHROPIC_MODEL',
  'ANTHROPIC_DEFAULT_HAIKU_MODEL',
  'ANTHROPIC_SMALL_FAST_MODEL',
  'ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION',
]);

/** Variables that would let a session call what `strict` shuts; dropped with a line. */
const wideningVariables: ReadonlySet<string> = new Set([
  'ANTHROPIC_DEFAULT_OPUS_MODEL',
  'ANTHROPIC_DEFAULT_SONNET_MODEL',
  'ANTHROPIC_DEFAULT_FABLE_MODEL',
  'ANTHROPIC_CUSTOM_MODEL_OPTION',
  'ANTHROPIC_BEDROCK_REGION_PREFIX',
  'CLAUDE_CODE_SUBAGENT_MODEL',
]);

/** The line for those of the user's own `--settings`. */
export function strictWordsNotes({ words, models }: Pick<HandOverInput, 'words' | 'models'>): readonly string[] {
  const env = words.settings?.value['env'];
  const dropped = isJsonObject(env) && models.residency === 'strict' ? Object.keys(env).filter((name) => wideningVariables.has(name)) : [];
  return dropped.length === 0
    ? []
    : [`Your own --settings (${words.settings?.from}) set ${dropped.join(', ')}, passed over: residency is strict, and lode pins the models.`];
}

/**
 * The settings document for one session: it beats the user's, project's and local files and holds no secret. A variable is
 * blanked rather than left out where a file could set it, because a file can set but not remove one. The user's own
 * `--settings` is merged in, theirs on top. Source: Claude Code docs, "Settings precedence".
 */
export function claudeOverlay(input: HandOverInput): JsonObject {
  const ours = {
    env: overlayEnvironment(input),
    // Guarded by the ambient identity, not the one handed over, so it would run at the wrong times; lode refreshes itself.
    awsAuthRefresh: '',
    awsCredentialExport: input.credentialsCommand ?? '',
    // Runs at every start and gives a key that Bedrock has no use for; a project's file could name any command here.
    apiKeyHelper: '',
    ...modelSettings(input),
  };
  const merged = mergeJson(ours, ownSettings(input));
  // Under strict the last word on what may be called is lode's, whatever the user's own settings for the session say.
  return input.models.residency === 'strict' ? mergeJson(merged, modelSettings(input)) : merged;
}

/** Only where they are needed: `availableModels` narrows what the user can choose. */
function modelSettings(input: HandOverInput): JsonObject {
  const available = availableModels(input);
  const overrides = modelOverrides(input.models);
  return {
    ...(available === undefined ? {} : { availableModels: available }),
    ...(Object.keys(overrides).length === 0 ? {} : { modelOverrides: overrides }),
  };
}

function overlayEnvironment(input: HandOverInput): JsonObject {
  const session = Object.fromEntries(claudeSessionVariables(input).map(({ name, value }) => [name, value]));
  const blanked = Object.fromEntries(beatingVariables(input).map(({ name }) => [name, '']));
  const pinned = endpointVariables.filter((name) => setByFile(input, name)).map((name) => [name, input.env[name] ?? '']);
  return {
    ...blanked,
    ...Object.fromEntries(pinned),
    ...pickerRows(input.models),
    ...withoutSecrets(input.extraVariables),
    ...subagentVariables(input),
    ...settledPins(input.models),
    ...session,
  };
}

function setByFile(input: HandOverInput, name: string): boolean {
  return input.files.some((file) => file.env[name] !== undefined);
}

/** The user's own `--settings`, but for what lode answers for. */
function ownSettings({ words, models }: HandOverInput): JsonObject {
  const own = words.settings?.value ?? {};
  const kept = Object.fromEntries(Object.entries(own).filter(([key]) => !takenOver.has(key)));
  const env = own['env'];
  if (!isJsonObject(env)) return kept;
  const isSettled = (name: string): boolean => settled.has(name) || (models.residency === 'strict' && wideningVariables.has(name));
  return { ...kept, env: withoutSecrets(Object.fromEntries(Object.entries(env).filter(([name]) => !isSettled(name)))) };
}

function withoutSecrets(env: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => !isSecret(name, value)));
}

function isSecret(name: string, value: unknown): value is string {
  return typeof value === 'string' && isSecretVariable(name, value);
}

/** Variables of the user's own `--settings` that look secret: they go to the child's environment, not into a file. */
export function secretsOfWords(input: HandOverInput): readonly (readonly [name: string, value: string])[] {
  const env = input.words.settings?.value['env'];
  if (!isJsonObject(env)) return [];
  return Object.entries(env).flatMap(([name, value]) => (isSecret(name, value) ? [[name, value] as const] : []));
}
