import { exitCodes, fail } from '../errors.ts';
import { changeSetting, editByHand, undoEdit } from '../settings/change.ts';
import type { ChangeRequest } from '../settings/change.ts';
import { findTarget } from '../settings/edit-target.ts';
import type { TargetName } from '../settings/edit-target.ts';
import type { GivenFlags } from '../settings/given.ts';
import { settingsJsonSchemaText } from '../settings/json-schema.ts';
import { loadSettings } from '../settings/load.ts';
import type { LoadedSettings } from '../settings/load.ts';
import { locatedProjectFiles, locateSettings } from '../settings/locate.ts';
import { requireSettingKey } from '../settings/setting-key.ts';
import type { SettingName } from '../settings/settings.ts';
import { listDocument, listText, shownValue, valueText } from '../settings/show.ts';
import { listTrust, revokeTrust, trustProject } from '../settings/trust-words.ts';
import { isObject } from '../settings/value-type.ts';
import type { System } from '../system/system.ts';

interface Reading {
  readonly flags?: GivenFlags;
  readonly environment?: string | undefined;
  readonly json?: boolean | undefined;
}

/** What `lode config` was asked to do. */
export type ConfigRequest =
  | ({ readonly action: 'list' } & Reading)
  | ({ readonly action: 'get'; readonly key: string } & Reading)
  | ({ readonly action: 'set'; readonly key: string; readonly value: string } & ChangeRequest)
  | ({ readonly action: 'unset'; readonly key: string } & ChangeRequest)
  | { readonly action: 'edit' | 'undo'; readonly target?: TargetName | undefined }
  | { readonly action: 'path' | 'schema' }
  | { readonly action: 'trust'; readonly mode?: 'trust' | 'list' | 'revoke' | undefined };

/** Shows and changes settings. Answers go to stdout, talk to stderr; returns the exit code. Throws LodeError. */
export async function configCommand(system: System, request: ConfigRequest): Promise<number> {
  switch (request.action) {
    case 'list':
      return list(system, request);
    case 'get':
      return get(system, request);
    case 'set':
    case 'unset':
      return changeSetting(system, { ...request, value: request.action === 'set' ? request.value : undefined });
    case 'edit':
      return editByHand(system, findTarget(system, request.target ?? 'user'));
    case 'undo':
      return undoEdit(system, findTarget(system, request.target ?? 'user'));
    case 'path':
      return paths(system);
    case 'schema':
      system.terminal.out(settingsJsonSchemaText());
      return exitCodes.ok;
    case 'trust':
      return { trust: trustProject, list: listTrust, revoke: revokeTrust }[request.mode ?? 'trust'](system);
  }
}

/** Reads settings without asking anything: looking at settings must never need an answer. */
async function load(system: System, { flags = {}, environment }: Reading): Promise<LoadedSettings> {
  return loadSettings(system, { flags, environment, interactive: false, ask: false });
}

async function list(system: System, reading: Reading): Promise<number> {
  const loaded = await load(system, reading);
  if (reading.json) {
    system.terminal.out(`${JSON.stringify(listDocument(loaded), null, 2)}\n`);
    return exitCodes.ok;
  }
  system.terminal.out(listText(loaded.settings));
  if (loaded.environment !== undefined) system.terminal.err(`Environment: ${loaded.environment}\n`);
  for (const note of loaded.notes) system.terminal.err(`note: ${note.sentence}\n`);
  return exitCodes.ok;
}

async function get(system: System, { key, ...reading }: Reading & { readonly key: string }): Promise<number> {
  const [name = '', inner] = requireSettingKey(key).path;
  const { settings } = await load(system, reading);
  const value = shownValue(name as SettingName, settings[name as SettingName]?.value);
  const found = inner === undefined ? value : isObject(value) && Object.hasOwn(value, inner) ? value[inner] : undefined;
  if (found === undefined) {
    const hints = [`Set it: lode config set ${key} VALUE`];
    return fail({ code: 'settings.not-set', exit: 'user', message: `${key} is not set anywhere.`, hints });
  }
  system.terminal.out(`${reading.json ? JSON.stringify({ schema: 1, key, value: found }) : valueText(found)}\n`);
  return exitCodes.ok;
}

function paths(system: System): number {
  const located = locateSettings(system);
  const project = locatedProjectFiles(system, located);
  const rows = [
    ['user', located.user],
    ...(project ? [['project', project.project] as const, ['local', project.local] as const] : []),
    ['managed', located.managed],
    ['trust', located.trust],
    ['cache', located.cache],
  ] as const;
  system.terminal.out(rows.map(([name, path]) => `${name.padEnd(8)} ${path}\n`).join(''));
  return exitCodes.ok;
}
