import type { SettingName } from './settings.ts';
import type { TextType, ValueType } from './value-type.ts';

/** One setting: everything about it that any other part needs to know. */
interface SettingSpec {
  readonly type: ValueType;
  readonly help: string;
  /** What stands for the value in help texts, e.g. `REGION`. */
  readonly sample: string;
  readonly default?: string;
  /** Whether a project's file may set this value before the user trusted the file. */
  readonly projectMaySet: (value: unknown) => boolean;
}

const always = (): boolean => true;
const afterTrust = (): boolean => false;

const line = '^[^\\u0000-\\u001f\\u007f]+$';
const text = (expects: string, pattern = line): TextType => ({ kind: 'text', expects, pattern });

const region = text('an AWS region such as eu-west-1', '^[a-z]{2,8}(-[a-z]+){1,4}-[0-9]{1,2}$');
const modelName = text('a model name, ID or ARN', '^[^\\s\\u0000-\\u001f\\u007f]+$');
const command = text('a shell command', '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$');
const url = text('an http or https URL', '^https?://[^\\s/?#@]+[^\\s@]*$');
const environmentValue = text('a string', '^[^\\u0000]*$');
const variableName = text('a variable name (letters, digits and _)', '^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]*$');
const friendlyName = text('a name without spaces', '^(?!__proto__$)[^\\s\\u0000-\\u001f\\u007f]+$');
/** What a named environment may be called. */
export const environmentName: TextType = text('a name of letters, digits, ., _ and -', '^[A-Za-z0-9][A-Za-z0-9._-]*$');

const discovery: ValueType = {
  kind: 'object',
  fields: {
    enabled: { type: { kind: 'truth' }, help: 'Whether to ask the account which models it may use.' },
    region: { type: region, help: 'Region to ask, when it is not the region of the launch.' },
    providerFilter: { type: { kind: 'list', expects: 'a list of provider names' }, help: 'Only models of these providers, e.g. anthropic.' },
    refreshInterval: { type: { kind: 'whole', least: 0 }, help: 'Seconds before the cached list is renewed; 0 asks every time.' },
    defaultContextWindow: { type: { kind: 'whole', least: 1 }, help: 'Context window in tokens for models the catalog does not know.' },
    defaultMaxTokens: { type: { kind: 'whole', least: 1 }, help: 'Output limit in tokens for models the catalog does not know.' },
  },
};

const endpoints: ValueType = {
  kind: 'object',
  fields: {
    bedrock: { type: url, help: 'Base URL of the Bedrock control plane.' },
    bedrockRuntime: { type: url, help: 'Base URL of the Bedrock runtime.' },
    sts: { type: url, help: 'Base URL of STS.' },
  },
};

/** Every setting, once, in the order people read them. */
export const settingSpecs: Readonly<Record<SettingName, SettingSpec>> = {
  assistant: {
    type: text('the name of an assistant'),
    sample: 'NAME',
    default: 'claude',
    help: 'The assistant to launch when none is named.',
    projectMaySet: afterTrust,
  },
  awsProfile: {
    type: text('the name of an AWS profile'),
    sample: 'PROFILE',
    help: 'The AWS profile that model calls use.',
    projectMaySet: afterTrust,
  },
  region: {
    type: region,
    sample: 'REGION',
    help: 'The AWS region that model calls go to.',
    projectMaySet: always,
  },
  geography: {
    type: { kind: 'choice', of: ['us', 'eu', 'jp', 'au', 'in', 'us-gov', 'global'] },
    sample: 'GEO',
    help: 'The geography of inference profiles: us, eu, jp, au, in, us-gov or global.',
    projectMaySet: afterTrust,
  },
  residency: {
    type: { kind: 'choice', of: ['strict', 'prefer'] },
    sample: 'RULE',
    default: 'prefer',
    help: 'strict never leaves the geography; prefer says so when it must.',
    projectMaySet: (value) => value === 'strict',
  },
  model: {
    type: modelName,
    sample: 'MODEL',
    help: 'The main model: a name such as opus, an inference profile ID or an ARN.',
    projectMaySet: always,
  },
  smallFastModel: {
    type: modelName,
    sample: 'MODEL',
    help: 'The model for background work.',
    projectMaySet: always,
  },
  smallFastModelRegion: {
    type: region,
    sample: 'REGION',
    help: 'The AWS region of the small model, when it must be another one.',
    projectMaySet: always,
  },
  models: {
    type: { kind: 'record', names: friendlyName, values: modelName },
    sample: 'JSON',
    help: 'Your own model names: friendly name to name, ID or ARN.',
    projectMaySet: always,
  },
  awsAuthRefresh: {
    type: command,
    sample: 'COMMAND',
    help: 'The command that signs you in again when credentials have expired.',
    projectMaySet: afterTrust,
  },
  awsCredentialExport: {
    type: command,
    sample: 'COMMAND',
    help: 'The command that prints temporary AWS credentials as JSON.',
    projectMaySet: afterTrust,
  },
  handover: {
    type: { kind: 'choice', of: ['auto', 'endpoint', 'environment'] },
    sample: 'WAY',
    default: 'auto',
    help: 'How an assistant that knows only the AWS SDK gets credentials: from an endpoint, in its environment, or auto.',
    projectMaySet: afterTrust,
  },
  bedrockDiscovery: {
    type: discovery,
    sample: 'JSON',
    help: 'How the list of usable models is kept.',
    projectMaySet: afterTrust,
  },
  endpoints: {
    type: endpoints,
    sample: 'JSON',
    help: "Base URLs that replace AWS's own, for a gateway or a VPC endpoint.",
    projectMaySet: afterTrust,
  },
  env: {
    type: { kind: 'record', names: variableName, values: environmentValue },
    sample: 'JSON',
    help: 'Extra environment variables for the assistant.',
    projectMaySet: afterTrust,
  },
};

export const settingNames = Object.keys(settingSpecs) as readonly SettingName[];

/** True when the word is the name of a setting. */
export function isSettingName(word: string): word is SettingName {
  return Object.hasOwn(settingSpecs, word);
}

/** True for the settings whose layers merge per key instead of replacing each other. */
export function isMerged(name: SettingName): boolean {
  const { kind } = settingSpecs[name].type;
  return kind === 'record' || kind === 'object';
}

/** `awsProfile` → `LODE_AWS_PROFILE`. */
export function variableOf(name: SettingName): string {
  return `LODE_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** `awsProfile` → `--aws-profile`. */
export function flagOf(name: SettingName): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Keys of a settings file that are not settings themselves. */
export const fileOnlyKeys: Readonly<Record<string, string>> = {
  $schema: 'Where the JSON Schema of this file is.',
  environments: 'Named sets of settings, chosen with -e NAME or LODE_ENVIRONMENT; they sit just above the plain keys of the same file.',
  defaultEnvironment: 'The environment used when none is named; only the user file may say.',
  locked: 'In a managed file only: the settings whose managed value nobody may change.',
};
