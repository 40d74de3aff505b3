import { flagOf, settingNames, settingSpecs } from '../settings/schema.ts';
import type { SettingName } from '../settings/settings.ts';
import type { ValueType } from '../settings/value-type.ts';

/** What a word is a value of. `files` and `commands` are the shell's to complete; `nothing` is free text. */
export type SlotKind =
  | 'nothing'
  | 'files'
  | 'commands'
  | 'choices'
  | 'assistant'
  | 'completion-shell'
  | 'credentials-format'
  | 'environment'
  | 'model'
  | 'own-profile'
  | 'profile'
  | 'region'
  | 'sandbox-error'
  | 'scheduler'
  | 'setting-key'
  | 'setting-value'
  | 'shell'
  | 'sso-session';

export interface Slot {
  readonly kind: SlotKind;
  /** Of `choices`: all there are. */
  readonly of?: readonly string[] | undefined;
}

/** Where the declaration's own word for a value says too little: by flag, or by command and argument. */
const byName: Readonly<Record<string, SlotKind>> = {
  '--environment': 'environment',
  '--session': 'sso-session',
  '--sso-session': 'sso-session',
  '--uninstall-profile': 'profile',
  '--accept': 'model',
  '--require-tag': 'nothing',
  'credentials --format': 'credentials-format',
  'completion shell': 'completion-shell',
  'config set value': 'setting-value',
  'models resolve name': 'model',
  'models use name': 'model',
  'models access name': 'model',
  'models check name': 'model',
  'models profile delete name': 'own-profile',
  'sandbox command': 'commands',
};

/** What a value is by the word that stands for it in help texts: `<file>`, `<region>`, … */
const byPlaceholder: Readonly<Record<string, SlotKind>> = {
  assistant: 'assistant',
  environment: 'environment',
  file: 'files',
  'file-or-url': 'files',
  folder: 'files',
  'id[:times]': 'sandbox-error',
  key: 'setting-key',
  model: 'model',
  path: 'files',
  profile: 'profile',
  region: 'region',
  scheduler: 'scheduler',
  shell: 'shell',
};

/** Settings whose type is no list of choices. */
const bySetting: Readonly<Partial<Record<SettingName, SlotKind>>> = {
  assistant: 'assistant',
  awsProfile: 'profile',
  region: 'region',
  model: 'model',
  smallFastModel: 'model',
  smallFastModelRegion: 'region',
  models: 'model',
};

const settingOfFlag: ReadonlyMap<string, SettingName> = new Map(settingNames.map((name) => [flagOf(name), name]));

/** The slot of an option's value or of an argument. `command` is the path of names below `lode`, `name` the long flag or the argument's name. Pure. */
export function slotOf(command: string, name: string, placeholder: string, choices?: readonly string[]): Slot {
  if (choices !== undefined) return { kind: 'choices', of: choices };
  const setting = settingOfFlag.get(name);
  if (setting !== undefined) return settingSlot([setting], settingSpecs[setting].type);
  return { kind: byName[`${command} ${name}`] ?? byName[name] ?? byPlaceholder[placeholder] ?? 'nothing' };
}

/** The slot of a setting's value, by its path (`['models', 'fast']`) and type. A whole record or object is JSON, which nobody completes. Pure. */
export function settingSlot(path: readonly string[], type: ValueType): Slot {
  const [first = '', second, third] = path;
  if (first === 'environments' && third !== undefined) return settingSlot(path.slice(2), type);
  if (first === 'defaultEnvironment') return { kind: 'environment' };
  if (type.kind === 'choice') return { kind: 'choices', of: type.of };
  if (type.kind === 'truth') return { kind: 'choices', of: ['true', 'false'] };
  if (type.kind !== 'text') return { kind: 'nothing' };
  return { kind: first === 'bedrockDiscovery' && second === 'region' ? 'region' : (bySetting[first as SettingName] ?? 'nothing') };
}
