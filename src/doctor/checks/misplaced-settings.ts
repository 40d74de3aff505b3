import { isObject, type JsonObject } from '../../settings/value-type.ts';
import type { Check } from '../check.ts';
import { changeFile } from '../claude-remedies.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { MisplacedFile, Misplacement } from '../facts/settings-misplaced.ts';
import { readableFiles, variablesOf, type ReadClaudeFile } from '../facts/settings-variables.ts';
import type { Finding, Remedy, Severity } from '../finding.ts';

/** Settings that people write into Claude Code's own memory, where nobody reads them. */
const settingKeys = ['awsAuthRefresh', 'awsCredentialExport', 'modelOverrides', 'availableModels'];
const variableName = /^(AWS|ANTHROPIC|CLAUDE_CODE|BEDROCK)_[A-Z0-9_]+$/;

/** Files that are there, and are read by nobody or not for what they say. */
export const misplacedSettings: Check = {
  id: 'misplaced-settings',
  area: 'settings',
  title: 'settings in the wrong place',
  needs: [],
  run: (facts) => facts.settings.misplaced.flatMap((file) => judge(file, facts)),
  sentences: {
    'misplaced-settings.user-local': ({ path, instead }) => `${path} is read by nobody: your own settings of Claude Code are in ${instead}.`,
    'misplaced-settings.state': ({ path, keys, instead }) =>
      `${path} holds ${[keys].flat().join(', ')}, to no effect: that file is Claude Code's memory, and settings are read from ${instead}.`,
    'misplaced-settings.project-state': ({ path, instead }) => `${path} is read by nobody: a project's settings of Claude Code are in ${instead}.`,
    'misplaced-settings.start-local': ({ path, instead }) =>
      `${path} is not read by Claude Code since 2.1.211, which looks at the root of the repository: ${instead}.`,
    'misplaced-settings.parent-project': ({ path, instead }) =>
      `${path} is not read in this folder: Claude Code reads project settings only where it starts, here ${instead}.`,
    'misplaced-settings.other-home': ({ path, instead }) => `${path} is not read, because CLAUDE_CONFIG_DIR makes it ${instead}.`,
    'misplaced-settings.old-managed': ({ path, instead }) => `${path} is no longer read by Claude Code: managed settings are in ${instead}.`,
    'misplaced-settings.home-lode': ({ path, instead }) =>
      `${path} is read by nobody: your own settings of lode are in ${instead}, and a home folder is no project.`,
  },
  well: () => 'no settings lie where nobody reads them',
};

/** A file of a project that is right elsewhere is only worth a note. */
const severities: Readonly<Record<Misplacement, Exclude<Severity, 'ok' | 'skip' | 'fail'>>> = {
  'user-local': 'warn',
  state: 'warn',
  'project-state': 'warn',
  'start-local': 'note',
  'parent-project': 'note',
  'other-home': 'note',
  'old-managed': 'warn',
  'home-lode': 'warn',
};

function judge(file: MisplacedFile, { settings }: DoctorFacts): readonly Finding[] {
  const { kind, path, instead, read } = file;
  const keys = kind === 'state' ? settingsIn(read?.content ?? {}) : [];
  if (kind === 'state' && keys.length === 0) return [];
  const target = readableFiles(settings).find((each) => each.path === instead);
  const remedies: readonly Remedy[] = kind === 'start-local' || kind === 'parent-project' || kind === 'other-home' ? [] : [move(file, keys, target)];
  return [{ code: `misplaced-settings.${kind}`, severity: severities[kind], args: { path, instead, keys }, remedies }];
}

/** Keys of the memory file that are settings, variables of Bedrock among them. */
function settingsIn(content: JsonObject): readonly string[] {
  const env = isObject(content['env']) ? Object.keys(content['env']) : [];
  return [
    ...Object.keys(content).filter((key) => settingKeys.includes(key) || variableName.test(key)),
    ...env.filter((name) => variableName.test(name)).map((name) => `env.${name}`),
  ];
}

/** The memory file is Claude Code's to write; the others can go once their keys are in the right place. */
function move({ kind, path, instead, read }: MisplacedFile, keys: readonly string[], target: ReadClaudeFile | undefined): Remedy {
  const words = kind === 'state' ? `Write ${keys.join(', ')} into ${instead}.` : `Move its keys into ${instead}, then remove ${path}.`;
  const content = read?.content;
  if (target === undefined || content === undefined || (kind !== 'state' && kind !== 'user-local')) return { kind: 'words', text: words };
  const changes = changesFor(content, kind === 'state' ? keys : everyKey(content), target);
  if (changes.length === 0) return { kind: 'words', text: `${instead} already decides the same keys; remove ${kind === 'state' ? 'them from ' : ''}${path}.` };
  return changeFile(target, changes, { why: `what ${path} says, where it is read`, words });
}

function everyKey(content: JsonObject): readonly string[] {
  const env = isObject(content['env']) ? Object.keys(content['env']).map((name) => `env.${name}`) : [];
  return [...Object.keys(content).filter((key) => key !== 'env'), ...env];
}

/** What the right file does not say yet; what it says already stays. */
function changesFor(
  content: JsonObject,
  keys: readonly string[],
  target: ReadClaudeFile,
): readonly { readonly path: readonly string[]; readonly value: unknown }[] {
  return keys.flatMap((key) => {
    const name = key.startsWith('env.') ? key.slice('env.'.length) : key;
    const variable = key !== name || variableName.test(key);
    const from = key === name ? content : (content['env'] as JsonObject);
    const there = variable ? Object.hasOwn(variablesOf(target), name) : Object.hasOwn(target.content, name);
    return there ? [] : [{ path: variable ? ['env', name] : [name], value: from[name] }];
  });
}
