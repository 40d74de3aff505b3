import { beatingVariables, claudeSessionVariables } from '../../launcher/claude/claude-variables.ts';
import { profileCredentialsCommand } from '../../launcher/credentials-command.ts';
import { claudeUserFile } from '../../settings/claude-paths.ts';
import type { SettingChange } from '../../settings/edit.ts';
import { parseJsonc } from '../../settings/jsonc.ts';
import { isObject, type JsonObject } from '../../settings/value-type.ts';
import type { System } from '../../system/system.ts';
import type { SetupEdit } from '../setup-edit.ts';
import { nothingPlanned, profileOf, type EditInput, type Planned } from './edit-input.ts';
import { changeJson } from './json-file.ts';
import { oldTextIfAny } from './old-text.ts';
import { sourceNote } from './source-note.ts';

/**
 * Claude Code's own settings file of the user, so that it runs on Bedrock where lode does not start it: in editors, and as a plain `claude`. A file that
 * Claude Code would skip is left alone.
 */
export function planClaudeSettings(system: System, input: EditInput): Planned {
  const path = claudeUserFile(system);
  const why = 'Claude Code where lode does not start it';
  const planned = changeJson(system, { path, newMode: 0o600, why }, (content) => {
    const env = content['env'] ?? {};
    if (!isObject(env)) return { changes: [], notes: [`${path}, key env, is no object of variables, so the file was left alone.`] };
    return { changes: changesOf(system, input, content), notes: notesOf(path, input, content, env) };
  });
  return { ...planned, notes: [...planned.notes, ...planned.edits.flatMap(strictnessNote)] };
}

function strictnessNote({ path, after }: SetupEdit): readonly string[] {
  try {
    JSON.parse((after ?? '').replace(/^\uFEFF/, ''));
    return [];
  } catch {
    return [`${path} has comments or trailing commas, and Claude Code reads strict JSON: it skips the whole file until they are gone.`];
  }
}

/**
 * Takes away what setup wrote there for a profile, once credentials come from elsewhere: a command in a settings file comes before whatever is found by
 * itself. Somebody else's command stays.
 */
export function planClaudeWithout(system: System, { choice }: EditInput): Planned {
  if (choice.source.kind !== 'ambient' || choice.environment !== undefined) return nothingPlanned;
  const place = { path: claudeUserFile(system), newMode: 0o600, why: 'no profile any more' };
  return changeJson(system, place, (content) => ({ changes: withoutOwn(content), notes: [] }), { quiet: true });
}

/**
 * The command alone hands credentials over, and no AWS_PROFILE, which everything that Claude Code starts would see too. No `awsAuthRefresh`: Claude Code
 * asks STS before it runs one, and with the user's own identity instead of the one handed over. It would run at each start of whoever has none, and never
 * for whoever has one (tried with 2.1.329).
 */
function changesOf(system: System, input: EditInput, content: JsonObject): readonly SettingChange[] {
  const profile = profileOf(input.choice);
  const variables = variablesOf(input).map(({ name, value }) => ({ path: ['env', name], value }));
  if (profile === undefined) return [...variables, ...withoutOwn(content)];
  const { environment } = input.choice;
  const command = profileCredentialsCommand(system, { profile, environment, region: regionOf(input) });
  return [...variables, { path: ['awsCredentialExport'], value: command }];
}

/** lode may have moved since it wrote the command, and each shell has its own quotes. */
const ownCommand = /["' ]credentials["']? ["']?--format["']? ["']?export["']? ["']?--aws-profile["']? .*ASIAREFUSEDBYLODE000/;

function withoutOwn(content: JsonObject): readonly SettingChange[] {
  const command = content['awsCredentialExport'];
  return typeof command === 'string' && ownCommand.test(command) ? [{ path: ['awsCredentialExport'], value: undefined }] : [];
}

/** Whether Claude Code's own settings hold the command of an earlier setup. */
export function claudeAsksLode(system: System): boolean {
  const old = oldTextIfAny(system, claudeUserFile(system));
  const parsed = old.kind === 'read' ? parseJsonc((old.text ?? '').replace(/^\uFEFF/, '')) : undefined;
  return parsed?.kind === 'value' && isObject(parsed.value) && withoutOwn(parsed.value).length > 0;
}

function regionOf({ choice, session }: EditInput): string | undefined {
  return choice.region ?? session?.region;
}

/** What a launch sets; without the models that Claude Code's own check at its start may then choose. */
function variablesOf(input: EditInput): readonly { readonly name: string; readonly value: string }[] {
  const region = regionOf(input);
  const { models, session } = input;
  const bedrock = { name: 'CLAUDE_CODE_USE_BEDROCK', value: '1' };
  if (models === undefined || region === undefined) return region === undefined ? [bedrock] : [bedrock, { name: 'AWS_REGION', value: region }];
  const pins = claudeSessionVariables({ models, region, endpoints: session?.endpoints ?? {} });
  return pins.flatMap(({ name, value }) => (typeof value === 'string' ? [{ name, value }] : []));
}

function notesOf(path: string, input: EditInput, content: JsonObject, env: JsonObject): readonly string[] {
  const { choice, models, session } = input;
  const region = regionOf(input) ?? '';
  const source =
    choice.source.kind === 'ambient' && choice.source.name === 'bearer-token' ? ({ kind: 'bearer-token' } as const) : ({ kind: 'container' } as const);
  const beating = models === undefined ? [] : beatingVariables({ models, region, endpoints: session?.endpoints ?? {}, source });
  const inTheWay = beating.filter(({ name }) => typeof env[name] === 'string' && !['', '0', 'false'].includes(env[name]));
  return [
    ...inTheWay.map(({ name, why }) => `${path}, key env.${name}, was left as it is, and ${why} where lode does not start Claude Code.`),
    ...refreshNote(path, input, content),
    ...(choice.residency === 'strict' ? [strictNote] : []),
    ...sourceNote(choice, 'Claude Code'),
  ];
}

function refreshNote(path: string, { choice }: EditInput, content: JsonObject): readonly string[] {
  const command = content['awsAuthRefresh'];
  const profile = profileOf(choice);
  if (typeof command !== 'string' || command === '' || profile === undefined) return [];
  return [`${path}, key awsAuthRefresh, was left as it is: Claude Code runs it by your own AWS identity, whatever becomes of profile ${profile}.`];
}

const strictNote = 'Residency strict is kept by what lode starts. In Claude Code started otherwise, whoever types /model can choose any model.';
