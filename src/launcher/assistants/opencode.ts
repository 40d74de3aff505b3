import { fail } from '../../errors.ts';
import { Secret } from '../../secret.ts';
import { withoutRivals } from '../endpoint/endpoint-variables.ts';
import { extraVariables } from '../extra-variables.ts';
import { isJsonObject, mergeJson } from '../merge-json.ts';
import { keyOfItsOwn } from '../opencode/key-of-its-own.ts';
import { oneRegionNotes, smallInOneRegion } from '../opencode/one-region.ts';
import { whitelistOf } from '../opencode/whitelist.ts';
import type { Assistant, AssistantWords, EnvironmentChange, HandOver, HandOverInput } from '../assistant.ts';

/** Subcommands of opencode 1.18 that talk to no model (`opencode --help`). */
const commandsWithoutModel: ReadonlySet<string> = new Set([
  'completion',
  'mcp',
  'debug',
  'providers',
  'auth',
  'upgrade',
  'uninstall',
  'stats',
  'export',
  'import',
  'session',
  'plugin',
  'plug',
  'db',
]);

export const opencode: Assistant = {
  name: 'opencode',
  label: 'opencode',
  binaryNames: ['opencode'],
  homeFolders: ['.opencode/bin', '.local/bin'],
  installHint: 'Install it: npm install -g opencode-ai',
  sdkChain: { obstacle: keyOfItsOwn },
  readWords,
  refuseVersion: () => undefined,
  handOver,
};

function readWords(words: readonly string[]): AssistantWords {
  const first = words[0];
  if (first !== undefined && commandsWithoutModel.has(first)) return { kind: 'pass-through', why: `"opencode ${first}" talks to no model` };
  const end = words.indexOf('--');
  const information = (end === -1 ? words : words.slice(0, end)).find((word) => ['-v', '--version', '-h', '--help'].includes(word));
  if (information !== undefined) return { kind: 'pass-through', why: `${information} talks to no model` };
  return { kind: 'session', rest: words, model: modelWord(end === -1 ? words : words.slice(0, end)) };
}

/** The last `-m` or `--model` that means Bedrock, with its value as the next word or after `=`. */
function modelWord(options: readonly string[]): string | undefined {
  const values = options.flatMap((word, index) =>
    word === '-m' || word === '--model' ? [options[index + 1] ?? ''] : (/^(?:-m|--model)=(.*)$/.exec(word)?.slice(1) ?? []),
  );
  return values.findLast((value) => value.startsWith('amazon-bedrock/'));
}

/** opencode reads one inline configuration above its own files (`OPENCODE_CONFIG_CONTENT`), and credentials from the SDK chain. */
function handOver(input: HandOverInput): HandOver {
  const text = JSON.stringify(configuration(input));
  // What the user put there may hold keys of other providers.
  const content = input.env['OPENCODE_CONFIG_CONTENT'] ? new Secret(text) : text;
  return {
    args: input.words.rest,
    environment: [
      ...extraVariables(input),
      ...credentialVariables(input),
      { name: 'AWS_REGION', value: input.region, why: 'the source region' },
      { name: 'AWS_DEFAULT_REGION', value: input.region, why: 'some SDKs read only this name' },
      { name: 'OPENCODE_CONFIG_CONTENT', value: content, why: 'beats every configuration file but the managed ones' },
    ],
    files: [],
    notes: [...expiryNotes(input), ...oneRegionNotes(input.models)],
  };
}

function configuration(input: HandOverInput): Readonly<Record<string, unknown>> {
  const { models } = input;
  const options = providerOptions(input);
  // opencode puts a prefix before IDs whose own prefix it does not know; an entry with an explicit ID is left alone.
  const small = smallInOneRegion(models);
  const named = Object.fromEntries([models.main.id, small.id].map((id) => [id, { id }]));
  const ours = {
    model: `amazon-bedrock/${models.main.id}`,
    small_model: `amazon-bedrock/${small.id}`,
    autoupdate: false,
    provider: { 'amazon-bedrock': { options, models: named } },
  };
  const merged = mergeJson(ours, ownConfiguration(input));
  const word = input.words.model?.replace(/^amazon-bedrock\//, '');
  const whitelist = whitelistOf(models, word === undefined ? [] : [word]);
  return whitelist === undefined ? merged : mergeJson(merged, { provider: { 'amazon-bedrock': { whitelist } } });
}

/**
 * opencode merges the options of all its files key by key, so every key that could move a session is said here: a project's
 * `profile` or `apiKey` would replace the identity, its `endpoint` or `baseURL` would send prompts to another host.
 */
function providerOptions({ region, endpoints, source }: HandOverInput): Readonly<Record<string, string>> {
  const url = endpoints.bedrockRuntime ?? `https://bedrock-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  const apiKey = source.kind === 'bearer-token' ? '{env:AWS_BEARER_TOKEN_BEDROCK}' : '';
  return { region, endpoint: url, baseURL: url, profile: '', apiKey };
}

function ownConfiguration({ env }: HandOverInput): Readonly<Record<string, unknown>> {
  const text = env['OPENCODE_CONFIG_CONTENT'];
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Said below, once, for both ways to be wrong.
  }
  return fail({
    code: 'opencode.config-content',
    exit: 'user',
    message: 'OPENCODE_CONFIG_CONTENT in your environment is not a JSON object.',
    hints: ['Mend it, or remove it: unset OPENCODE_CONFIG_CONTENT'],
  });
}

/** opencode has no export helper: its SDK asks an endpoint, or finds session credentials in the environment, where AWS_PROFILE would beat them. */
function credentialVariables({ credentials, env, extraVariables: more, handover }: HandOverInput): readonly EnvironmentChange[] {
  if (!credentials) return [];
  if (handover.kind === 'endpoint') return withoutRivals(env, more);
  const why = "opencode's SDK reads credentials from the environment";
  const token = credentials.sessionToken;
  return [
    ...['AWS_PROFILE', 'AWS_BEARER_TOKEN_BEDROCK']
      .filter((name) => env[name] !== undefined || more[name] !== undefined)
      .map((name) => ({ name, value: null, why: 'would beat the credentials handed over' })),
    { name: 'AWS_ACCESS_KEY_ID', value: credentials.accessKeyId, why },
    { name: 'AWS_SECRET_ACCESS_KEY', value: credentials.secretAccessKey, why },
    { name: 'AWS_SESSION_TOKEN', value: token ?? null, why },
  ];
}

function expiryNotes({ credentials, handover }: HandOverInput): readonly string[] {
  if (credentials === undefined || handover.kind !== 'environment') return [];
  const { expiration } = credentials;
  const ends = expiration === undefined ? '' : `, so this session ends with them at ${new Date(expiration).toISOString()}`;
  if (ends === '' && handover.why === undefined) return [];
  return [[`opencode takes credentials from the environment${ends}.`, handover.why].filter((part) => part !== undefined).join(' ')];
}
