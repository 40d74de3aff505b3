import { fail } from '../../errors.ts';
import { editText, type SettingChange } from '../../settings/edit.ts';
import { emptyText } from '../../settings/edit-file.ts';
import { findTarget } from '../../settings/edit-target.ts';
import type { FileContent } from '../../settings/file-content.ts';
import { parseSettings, readLodeFile } from '../../settings/lode-file.ts';
import { valueAt } from '../../settings/value-at.ts';
import type { System } from '../../system/system.ts';
import type { SetupChoice } from '../setup-choice.ts';
import type { SetupEdit } from '../setup-edit.ts';
import { profileOf, type EditInput } from './edit-input.ts';
import { oldText } from './old-text.ts';

/**
 * The user's settings file with the choice in it; undefined when it says so already. Throws LodeError where the file is not valid before or after, and for
 * a choice that no settings file can express.
 */
export async function planLodeSettings(system: System, { choice, more = [] }: EditInput): Promise<SetupEdit | undefined> {
  const target = findTarget(system, 'user');
  const file = await readLodeFile(system.files, 'user', target.path);
  const content = file.kind === 'read' ? file.content : undefined;
  refuseUnsayable(choice, content, target.path);
  const changes = changesOf(choice, more, content);
  if (changes.length === 0) return undefined;
  const before = file.kind === 'read' ? oldText(system, target.path) : undefined;
  const after = changes.reduce(editText, before ?? emptyText(system, target));
  await parseSettings(target.path, after.replace(/^\uFEFF/, ''));
  const why = choice.environment === undefined ? "lode's settings" : `lode's settings, environment ${choice.environment}`;
  return { path: target.path, newMode: 0o600, before, after, why };
}

/** Those that the file does not say yet; of two for one key the later one. */
function changesOf(choice: SetupChoice, more: readonly SettingChange[], content: FileContent | undefined): readonly SettingChange[] {
  const there = content && { ...content.settings, environments: content.environments, defaultEnvironment: content.defaultEnvironment };
  const wanted = [...more, ...wantedOf(choice)];
  const last = wanted.filter(({ path }, index) => !wanted.slice(index + 1).some((later) => isSame(later.path, path)));
  const changes = last.filter(({ path, value }) => !isSame(valueAt(there, path), value));
  const place = placeOf(choice);
  // An environment that says nothing of its own has to be there all the same, to be chosen.
  const isMissing = place.length > 0 && valueAt(there, place) === undefined && !changes.some(({ value }) => value !== undefined);
  return isMissing ? [...changes, { path: place, value: {} }] : changes;
}

function wantedOf(choice: SetupChoice): readonly SettingChange[] {
  const { region, geography, residency, model, smallFastModel } = choice;
  const decided = Object.entries({ region, geography, residency, model, smallFastModel }).filter(([, value]) => value !== undefined);
  // Beside a profile, a command in the same file would come first.
  const source = Object.entries({ awsProfile: profileOf(choice), awsCredentialExport: undefined });
  return [...source, ...decided].map(([key, value]) => ({ path: [...placeOf(choice), key], value }));
}

function placeOf({ environment }: SetupChoice): readonly string[] {
  return environment === undefined ? [] : ['environments', environment];
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** An environment adds to the plain settings and cannot take a key of theirs away. */
function refuseUnsayable(choice: SetupChoice, content: FileContent | undefined, path: string): void {
  const { environment } = choice;
  const inTheWay = choice.source.kind === 'ambient' ? (['awsProfile', 'awsCredentialExport'] as const) : (['awsCredentialExport'] as const);
  const key = inTheWay.find((name) => content?.settings[name] !== undefined);
  if (environment === undefined || key === undefined) return;
  const wanted = choice.source.kind === 'ambient' ? `the ${choice.source.name.replace('-', ' ')}` : `profile ${profileOf(choice)}`;
  fail({
    code: 'setup.source-unsayable',
    exit: 'user',
    message: `${path}, key ${key}, holds for every environment and comes first, so environment ${environment} cannot use ${wanted}. Nothing was written.`,
    hints: [
      `Move it into an environment of its own: lode config set -e NAME ${key} VALUE, then lode config unset ${key}`,
      `Then run setup again: lode setup -e ${environment}`,
    ],
  });
}
