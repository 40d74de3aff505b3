import { nearest } from '../../nearest.ts';
import { isObject } from '../../settings/value-type.ts';
import type { Check } from '../check.ts';
import { changeFile } from '../claude-remedies.ts';
import type { SettingsFacts } from '../facts/settings.ts';
import { readableFiles, variablesOf, type ReadClaudeFile } from '../facts/settings-variables.ts';
import type { Finding } from '../finding.ts';

type Fits = (value: unknown) => boolean;

const text: Fits = (value) => typeof value === 'string';
const texts: Fits = (value) => Array.isArray(value) && value.every(text);
const record: Fits = (value) => isObject(value) && Object.values(value).every(text);

/** Keys that matter on Bedrock, and what each has to be (docs: code.claude.com/docs/en/settings). */
const known: Readonly<Record<string, { readonly expects: string; readonly fits: Fits }>> = {
  env: { expects: 'an object of variables', fits: isObject },
  model: { expects: 'a string', fits: text },
  awsAuthRefresh: { expects: 'a string: one command line', fits: text },
  awsCredentialExport: { expects: 'a string: one command line', fits: text },
  apiKeyHelper: { expects: 'a string: one command line', fits: text },
  modelOverrides: { expects: 'an object from Anthropic ID to Bedrock ID', fits: record },
  availableModels: { expects: 'a list of strings', fits: texts },
  fallbackModel: { expects: 'a string or a list of strings', fits: (value) => text(value) || texts(value) },
};

/** Claude Code's own files: what it skips, and what stands in them to no effect. */
export const claudeSettings: Check = {
  id: 'claude-settings',
  area: 'settings',
  title: "Claude Code's settings files",
  needs: [],
  run: ({ settings }) => [
    ...skipped(settings),
    ...readableFiles(settings).flatMap((file) => [...outsideEnv(file), ...insideEnv(file), ...wrongTypes(file), ...misspelt(file)]),
  ],
  sentences: {
    'claude-settings.broken': ({ path, why }) => `${path} is skipped as a whole by Claude Code, permissions and all: ${why}.`,
    'claude-settings.outside-env': ({ path, key }) => `${path}, key ${key}, does nothing: variables are read only inside "env".`,
    'claude-settings.inside-env': ({ path, key }) => `${path}, key env.${key}, does nothing: it is a setting and stands beside "env", not in it.`,
    'claude-settings.wrong-type': ({ path, key, expects }) => `${path}, key ${key}, is ignored: it should be ${expects}.`,
    'claude-settings.misspelt': ({ path, key, close }) => `${path}, key ${key}, is no setting of Claude Code; ${close} is.`,
  },
  well: ({ settings }) => {
    const read = readableFiles(settings).map(({ path }) => path);
    return read.length === 0 ? 'Claude Code has no settings file here' : `Claude Code reads ${read.join(', ')}`;
  },
};

function skipped({ claude }: SettingsFacts): readonly Finding[] {
  return claude.flatMap((file) =>
    file.kind === 'skipped'
      ? [
          {
            code: 'claude-settings.broken',
            severity: 'fail',
            args: { path: file.path, why: file.why },
            remedies: [{ kind: 'words', text: `Mend ${file.path}${placeIn(file.why)}; Claude Code reads strict JSON: no comments, no trailing commas.` }],
          } satisfies Finding,
        ]
      : [],
  );
}

function placeIn(why: string): string {
  const place = /^line \d+, column \d+/.exec(why)?.[0];
  return place === undefined ? '' : ` at ${place}`;
}

/** Written there by setup tools that took the top level for `env`. */
function outsideEnv(file: ReadClaudeFile): readonly Finding[] {
  const names = Object.keys(file.content).filter((key) => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(key));
  return names.map((key) => {
    const taken = Object.hasOwn(variablesOf(file), key);
    const value = file.content[key];
    const put = taken || typeof value === 'object' ? [] : [{ path: ['env', key], value: String(value) }];
    const words = `${taken ? 'Remove' : 'Move'} ${key}${taken ? ' from the top level' : ' into "env"'} of ${file.path}.`;
    const remedy = changeFile(file, [...put, { path: [key], value: undefined }], { why: `${key} belongs into "env"`, words });
    return { code: 'claude-settings.outside-env', severity: 'warn', args: { path: file.path, key }, remedies: [remedy] };
  });
}

function insideEnv(file: ReadClaudeFile): readonly Finding[] {
  const names = Object.keys(variablesOf(file)).filter((key) => key !== 'env' && Object.hasOwn(known, key));
  return names.map((key) => {
    const put = Object.hasOwn(file.content, key) ? [] : [{ path: [key], value: variablesOf(file)[key] }];
    const words = `Move ${key} in ${file.path} out of "env", to the top level.`;
    const remedy = changeFile(file, [...put, { path: ['env', key], value: undefined }], { why: `${key} belongs beside "env"`, words });
    return { code: 'claude-settings.inside-env', severity: 'warn', args: { path: file.path, key }, remedies: [remedy] };
  });
}

function wrongTypes(file: ReadClaudeFile): readonly Finding[] {
  const keys = Object.entries(known).filter(([key, { fits }]) => Object.hasOwn(file.content, key) && !fits(file.content[key]));
  const found = keys.map(([key, { expects }]) => wrongType(file, [key], expects));
  const variables = Object.entries(variablesOf(file)).filter(([name, value]) => typeof value !== 'string' && !Object.hasOwn(known, name));
  return [...found, ...variables.map(([name]) => wrongType(file, ['env', name], 'a string, in quotes'))];
}

function wrongType(file: ReadClaudeFile, path: readonly string[], expects: string): Finding {
  const key = path.join('.');
  const value = path.length === 2 ? variablesOf(file)[path[1] ?? ''] : file.content[key];
  const words = `Make ${key} in ${file.path} ${expects}.`;
  const plain = path.length === 2 && (typeof value === 'number' || typeof value === 'boolean');
  const remedy = plain ? changeFile(file, [{ path, value: String(value) }], { why: `${key} as a string`, words }) : ({ kind: 'words', text: words } as const);
  return { code: 'claude-settings.wrong-type', severity: 'warn', args: { path: file.path, key, expects }, remedies: [remedy] };
}

/** Only the keys by which Bedrock is set up: Claude Code has many others that lode does not know. */
function misspelt(file: ReadClaudeFile): readonly Finding[] {
  const long = Object.keys(known).filter((key) => key.length > 10);
  return Object.keys(file.content).flatMap((key) => {
    const close = Object.hasOwn(known, key)
      ? undefined
      : nearest(key, long).find((name) => Math.abs(name.length - key.length) <= 3 && /^aws/i.test(name) === /^aws/i.test(key));
    if (close === undefined || /^[A-Z_0-9]+$/.test(key)) return [];
    const put = Object.hasOwn(file.content, close) ? [] : [{ path: [close], value: file.content[key] }];
    const words = `Call ${key} in ${file.path} ${close}.`;
    const remedy = changeFile(file, [...put, { path: [key], value: undefined }], { why: `the key is called ${close}`, words });
    return [{ code: 'claude-settings.misspelt', severity: 'warn', args: { path: file.path, key, close }, remedies: [remedy] } satisfies Finding];
  });
}
