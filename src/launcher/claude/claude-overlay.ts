import type { HandOverInput } from '../assistant.ts';
import { beatingVariables, claudeSessionVariables, endpointVariables } from './claude-variables.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Keys of the user's own `--settings` that lode answers for: they are a credential source here, not an instruction. */
const takenOver: ReadonlySet<string> = new Set(['awsCredentialExport', 'awsAuthRefresh']);

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
  };
  return merge(ours, withoutSecrets(input.words.settings?.value ?? {}));
}

function overlayEnvironment(input: HandOverInput): JsonObject {
  const session = Object.fromEntries(claudeSessionVariables(input).map(({ name, value }) => [name, value]));
  const blanked = Object.fromEntries(beatingVariables(input).map(({ name }) => [name, '']));
  const pinned = endpointVariables.filter((name) => setByFile(input, name)).map((name) => [name, input.env[name] ?? '']);
  return { ...blanked, ...Object.fromEntries(pinned), ...input.extraVariables, ...session };
}

function setByFile(input: HandOverInput, name: string): boolean {
  return input.files.some((file) => file.env[name] !== undefined);
}

function merge(ours: JsonObject, theirs: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...ours };
  for (const [key, value] of Object.entries(theirs)) {
    if (takenOver.has(key)) continue;
    const mine = merged[key];
    merged[key] = isObject(mine) && isObject(value) ? merge(mine, value) : value;
  }
  return merged;
}

const secretName = /TOKEN|SECRET|PASSWORD|API_KEY|ACCESS_KEY/i;

/** Variables of the user's own `--settings` that look secret: they go to the child's environment, not into a file. */
export function secretsOfWords(input: HandOverInput): readonly (readonly [name: string, value: string])[] {
  const env = input.words.settings?.value['env'];
  if (!isObject(env)) return [];
  return Object.entries(env).flatMap(([name, value]) => (secretName.test(name) && typeof value === 'string' && value !== '' ? [[name, value] as const] : []));
}

function withoutSecrets(settings: JsonObject): JsonObject {
  const env = settings['env'];
  if (!isObject(env)) return settings;
  return { ...settings, env: Object.fromEntries(Object.entries(env).filter(([name, value]) => !secretName.test(name) || value === '')) };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
