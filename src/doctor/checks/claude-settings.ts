import { nearest } from '../../nearest.ts';
import type { SettingChange } from '../../settings/edit.ts';
import { repeatedKeys } from '../../settings/repeated-keys.ts';
import { isObject, printable } from '../../settings/value-type.ts';
import type { Check } from '../check.ts';
import { changeFile } from '../claude-remedies.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { SettingsFacts } from '../facts/settings.ts';
import { readableFiles, variablesOf, type ReadClaudeFile } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';
import { isHarmless } from '../harmless-variable.ts';

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
  run: (facts) => [
    ...skipped(facts.settings),
    ...readableFiles(facts.settings).flatMap((file) => [
      ...twice(file),
      ...outsideEnv(file, facts),
      ...insideEnv(file),
      ...wrongTypes(file, facts),
      ...misspelt(file),
    ]),
  ],
  sentences: {
    'claude-settings.broken': ({ path, why }) => `${path} is skipped as a whole by Claude Code, permissions and all: ${why}.`,
    'claude-settings.duplicate-key': ({ path, key, lines }) =>
      `${path} has the key ${key} more than once, on lines ${[lines].flat().join(' and ')}: only the last one counts.`,
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

/** JSON.parse, and so Claude Code and lode, take the last of equal keys. No edit: which one is meant, only a person knows. */
function twice({ path, text: written }: ReadClaudeFile): readonly Finding[] {
  return repeatedKeys(written).map(({ path: place, lines }) => {
    const key = printable(place.join('.')).slice(1, -1);
    const remedy = { kind: 'words', text: `Keep one ${key} in ${path}, and remove the others (lines ${lines.join(' and ')}).` } as const;
    return { code: 'claude-settings.duplicate-key', severity: 'warn', args: { path, key, lines: lines.map(String) }, remedies: [remedy] };
  });
}

/** An edit where it changes nothing that a launch goes by, else words. */
function changeOrSay(
  file: ReadClaudeFile,
  changes: readonly SettingChange[],
  harmless: boolean,
  said: { readonly why: string; readonly words: string },
): Remedy {
  return harmless ? changeFile(file, changes, said) : { kind: 'words', text: said.words };
}

/** Written there by setup tools that took the top level for `env`. */
function outsideEnv(file: ReadClaudeFile, facts: DoctorFacts): readonly Finding[] {
  const names = Object.keys(file.content).filter((key) => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(key));
  return names.map((key) => {
    const taken = Object.hasOwn(variablesOf(file), key);
    const value = file.content[key];
    const put = taken || typeof value === 'object' ? [] : [{ path: ['env', key], value: String(value) }];
    const words = `${taken ? 'Remove' : 'Move'} ${key}${taken ? ' from the top level' : ' into "env"'} of ${file.path}.`;
    const harmless = put.length === 0 || isHarmless(facts, key, String(value));
    const remedy = changeOrSay(file, [...put, { path: [key], value: undefined }], harmless, { why: `${key} belongs into "env"`, words });
    return { code: 'claude-settings.outside-env', severity: 'warn', args: { path: file.path, key }, remedies: [remedy] };
  });
}

function insideEnv(file: ReadClaudeFile): readonly Finding[] {
  const names = Object.keys(variablesOf(file)).filter((key) => key !== 'env' && Object.hasOwn(known, key));
  return names.map((key) => {
    const put = Object.hasOwn(file.content, key) ? [] : [{ path: [key], value: variablesOf(file)[key] }];
    const words = `Move ${key} in ${file.path} out of "env", to the top level.`;
    const harmless = put.length === 0 || (key === 'awsAuthRefresh' && file.layer === 'user' && text(variablesOf(file)[key]));
    const remedy = changeOrSay(file, [...put, { path: ['env', key], value: undefined }], harmless, { why: `${key} belongs beside "env"`, words });
    return { code: 'claude-settings.inside-env', severity: 'warn', args: { path: file.path, key }, remedies: [remedy] };
  });
}

function wrongTypes(file: ReadClaudeFile, facts: DoctorFacts): readonly Finding[] {
  const keys = Object.entries(known).filter(([key, { fits }]) => Object.hasOwn(file.content, key) && !fits(file.content[key]));
  const found = keys.map(([key, { expects }]) => wrongType(file, facts, [key], expects));
  const variables = Object.entries(variablesOf(file)).filter(([name, value]) => typeof value !== 'string' && !Object.hasOwn(known, name));
  return [...found, ...variables.map(([name]) => wrongType(file, facts, ['env', name], 'a string, in quotes'))];
}

function wrongType(file: ReadClaudeFile, facts: DoctorFacts, path: readonly string[], expects: string): Finding {
  const key = path.join('.');
  const value = path.length === 2 ? variablesOf(file)[path[1] ?? ''] : file.content[key];
  const words = `Make ${key} in ${file.path} ${expects}.`;
  const plain = path.length === 2 && (typeof value === 'number' || typeof value === 'boolean') && isHarmless(facts, path[1] ?? '', String(value));
  const remedy = changeOrSay(file, [{ path, value: String(value) }], plain, { why: `${key} as a string`, words });
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
    const harmless =
      put.length === 0 || (['awsAuthRefresh', 'availableModels'].includes(close) && file.layer === 'user' && known[close]?.fits(file.content[key]) === true);
    const remedy = changeOrSay(file, [...put, { path: [key], value: undefined }], harmless, { why: `the key is called ${close}`, words });
    return [{ code: 'claude-settings.misspelt', severity: 'warn', args: { path: file.path, key, close }, remedies: [remedy] } satisfies Finding];
  });
}
