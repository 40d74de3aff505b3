import { isSecretVariable } from '../../launcher/secret-variable.ts';
import { isObject } from '../../settings/value-type.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { editorVariablesKey, variablesIn, withVariables, type EditorVariable } from '../../editors/editor-variables.ts';
import { sessionVariables, setInEditor } from '../editor-remedies.ts';
import type { Editor } from '../../editors/gather-editors.ts';
import { isOn, whoSays } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';

/** Claude Code's extension in editors: it does not see what a shell exports, and asks to log in (docs: code.claude.com/docs/en/vs-code). */
export const ide: Check = {
  id: 'ide',
  area: 'programs',
  title: "Claude Code's extension in editors",
  needs: ['claude-settings'],
  run: (facts) => facts.programs.editors.flatMap((editor) => (editor.content === undefined ? [broken(editor)] : judge(editor, facts))),
  sentences: {
    'ide.broken': ({ name, path }) => `The settings of ${name} (${path}) cannot be read as JSON, so nobody knows what Claude Code's extension is told.`,
    'ide.not-told': ({ name, path }) =>
      `Nothing tells Claude Code's extension in ${name} of Bedrock, neither ${path} nor Claude Code's own files: it does not see what your shell exports, and asks to log in.`,
    'ide.login-prompt': ({ name, path }) =>
      `Claude Code's extension in ${name} runs on Bedrock and still asks to log in: ${path} does not set claudeCode.disableLoginPrompt to true.`,
    'ide.wrong-shape': ({ name, path }) =>
      `${path} of ${name}, key claudeCode.environmentVariables, is ignored: it should be a list of objects with "name" and "value".`,
    'ide.bedrock-off': ({ name, path }) => `${path} of ${name}, key claudeCode.environmentVariables, turns Bedrock off for Claude Code's extension.`,
    'ide.differs': ({ name, path, variable, value, own }) =>
      `${path} of ${name}, key claudeCode.environmentVariables, gives ${variable} ${value} to Claude Code's extension, and lode uses ${own}.`,
    'ide.secret': ({ name, path, variable }) => `${path} of ${name}, key claudeCode.environmentVariables, holds ${variable} in plain text.`,
    'ide.wrapper-missing': ({ name, path, wrapper, why }) =>
      `${path} of ${name} starts Claude Code's extension through ${wrapper}, which ${why}, so it does not start.`,
    'ide.wrapper-lode': ({ name, path, wrapper }) =>
      `${path} of ${name} starts Claude Code's extension through ${wrapper}, and lode is no process wrapper: it is given another program's words there.`,
  },
  well: ({ programs: { editors } }) =>
    editors.length === 0 ? 'no editor has the extension' : `${editors.map(({ name }) => name).join(', ')} runs Claude Code on Bedrock`,
};

function broken({ name, path }: Editor): Finding {
  return {
    code: 'ide.broken',
    severity: 'warn',
    args: { name, path },
    remedies: [{ kind: 'words', text: `Mend ${path} in ${name}, which shows where it is broken.` }],
  };
}

const key = editorVariablesKey;

function judge(editor: Editor, facts: DoctorFacts): readonly Finding[] {
  const given = editor.content?.[key];
  const variables = variablesIn(given);
  if (variables === undefined) return [wrongShape(editor, given), ...wrapperFindings(editor)];
  return [...bedrock(editor, variables, facts), ...differences(editor, variables, facts), ...secrets(editor, variables), ...wrapperFindings(editor)];
}

function wrongShape(editor: Editor, given: unknown): Finding {
  const { name, path } = editor;
  const pairs = isObject(given) ? Object.entries(given).map(([variable, value]) => ({ name: variable, value: String(value) })) : undefined;
  const words = `Write ${key} in ${path} as [{ "name": "AWS_REGION", "value": "eu-west-1" }, …].`;
  const flat = pairs?.every(({ value }) => value !== '[object Object]') === true;
  const remedy: Remedy = pairs !== undefined && flat ? setInEditor(editor, [[key, pairs]], { why: 'as a list', words }) : { kind: 'words', text: words };
  return { code: 'ide.wrong-shape', severity: 'warn', args: { name, path }, remedies: [remedy] };
}

/** Files of Claude Code beat what an editor gives, as they beat what a shell exports. */
function bedrock(editor: Editor, variables: readonly EditorVariable[], facts: DoctorFacts): readonly Finding[] {
  const { name, path, remote, extension } = editor;
  const inFile = whoSays(facts.settings, 'CLAUDE_CODE_USE_BEDROCK').find(({ file }) => file !== undefined)?.value;
  const inEditor = valueIn(variables, 'CLAUDE_CODE_USE_BEDROCK');
  const said = inFile ?? inEditor;
  const args = { name, path };
  if (said === undefined) {
    // Settings of the place that somebody connects from count too, and cannot be seen here.
    return extension ? [{ code: 'ide.not-told', severity: remote ? 'note' : 'warn', args, remedies: [tell(editor, variables, facts)] }] : [];
  }
  if (!isOn(said)) return inFile === undefined ? [{ code: 'ide.bedrock-off', severity: 'warn', args, remedies: [tell(editor, variables, facts)] }] : [];
  if (editor.content?.['claudeCode.disableLoginPrompt'] === true) return [];
  const words = `Set claudeCode.disableLoginPrompt to true in ${path}.`;
  const remedy = setInEditor(editor, [['claudeCode.disableLoginPrompt', true]], { why: 'no login at Anthropic is needed', words });
  return [{ code: 'ide.login-prompt', severity: remote ? 'note' : 'warn', args, remedies: [remedy] }];
}

function tell(editor: Editor, variables: readonly EditorVariable[], facts: DoctorFacts): Remedy {
  const wanted = sessionVariables(facts);
  const words = `Set claudeCode.disableLoginPrompt to true in ${editor.path}, and in ${key} ${wanted.map(({ name, value }) => `${name}=${value}`).join(', ')}.`;
  const changes = [
    ['claudeCode.disableLoginPrompt', true],
    [key, withVariables(variables, wanted)],
  ] as const;
  return setInEditor(editor, changes, { why: 'runs the extension on Bedrock', words });
}

/** Where no file of Claude Code's says it, the editor does. */
function differences(editor: Editor, variables: readonly EditorVariable[], facts: DoctorFacts): readonly Finding[] {
  const { name, path } = editor;
  return sessionVariables(facts).flatMap((own): readonly Finding[] => {
    const value = valueIn(variables, own.name);
    const inFile = whoSays(facts.settings, own.name).some(({ file }) => file !== undefined);
    if (own.name === 'CLAUDE_CODE_USE_BEDROCK' || value === undefined || value === own.value || inFile) return [];
    const words = `If it is not meant, make ${own.name} ${own.value} in ${key} of ${path}.`;
    return [
      { code: 'ide.differs', severity: 'warn', args: { name, path, variable: own.name, value, own: own.value }, remedies: [{ kind: 'words', text: words }] },
    ];
  });
}

function secrets({ name, path }: Editor, variables: readonly EditorVariable[]): readonly Finding[] {
  const found = variables.filter((one) => isSecretVariable(one.name, one.value));
  return found.map((one) => {
    const remedies = [{ kind: 'words', text: `Take ${one.name} out of ${path}, and let the extension use a profile: AWS_PROFILE.` }] as const;
    return { code: 'ide.secret', severity: 'warn', args: { name, path, variable: one.name }, remedies };
  });
}

function wrapperFindings({ name, path, wrapper }: Editor): readonly Finding[] {
  if (wrapper === undefined || wrapper.kind === 'fine') return [];
  const args = { name, path, wrapper: wrapper.path };
  const remedies = [{ kind: 'words', text: `Correct claudeCode.claudeProcessWrapper in ${path}, or remove it.` }] as const;
  if (wrapper.kind === 'lode') return [{ code: 'ide.wrapper-lode', severity: 'warn', args, remedies }];
  const why = wrapper.kind === 'missing' ? 'is not there' : 'is not executable';
  return [{ code: 'ide.wrapper-missing', severity: 'warn', args: { ...args, why }, remedies }];
}

function valueIn(variables: readonly EditorVariable[], name: string): string | undefined {
  return variables.findLast((one) => one.name === name)?.value;
}
