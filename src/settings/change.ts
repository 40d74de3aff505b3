import { exitCodes, fail } from '../errors.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { System } from '../system/system.ts';
import { applyEdit, applyUndo, currentText, emptyText, keepUndo, planEdit, planUndo } from './edit-file.ts';
import type { EditTarget, FileEdit } from './edit-file.ts';
import { findTarget } from './edit-target.ts';
import type { TargetName } from './edit-target.ts';
import { lineDiff } from './line-diff.ts';
import { readLodeFile } from './lode-file.ts';
import { restrictedOfFile } from './restricted.ts';
import { inEnvironment, requireSettingKey } from './setting-key.ts';
import type { SettingKey } from './setting-key.ts';
import { judge } from './trust.ts';
import { readTrust, rememberWord, trustDigest } from './trust-file.ts';
import { readWord } from './word-value.ts';

/** Which file and environment a change is for. */
export interface ChangeRequest {
  readonly target?: TargetName | undefined;
  readonly environment?: string | undefined;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Sets a key, or removes it when the value is undefined; shows the difference. Throws LodeError. */
export async function changeSetting(system: System, request: ChangeRequest & { key: string; value: string | undefined }): Promise<number> {
  const plain = requireSettingKey(request.key);
  const key = request.environment === undefined ? plain : inEnvironment(request.environment, plain);
  const name = request.target ?? 'user';
  if (key.path[0] === 'defaultEnvironment' && name !== 'user') return fail(onlyUser());
  const value = request.value === undefined ? undefined : requireValue(request.key, key, request.value);
  const target = findTarget(system, name);
  const edit = await planEdit(system, target, { path: key.path, value });
  if (edit.before === edit.after) {
    system.terminal.err(`${target.path} already says so; nothing to change.\n`);
    return exitCodes.ok;
  }
  const keepsTrust = name !== 'user' && (await userVouchesFor(system, target, edit));
  applyEdit(system, edit);
  if (keepsTrust) rememberWord(system, { path: edit.path, text: edit.after ?? '' }, true);
  tell(system, edit);
  return exitCodes.ok;
}

function onlyUser() {
  const message = 'Only your own settings file may choose the default environment.';
  return { code: 'usage.target', exit: 'usage', message, hints: ['Leave out --project and --local.'] } as const;
}

function requireValue(typed: string, key: SettingKey, word: string): unknown {
  const read = readWord(key.type, word, key.path);
  if (read.kind === 'value') return read.value;
  const { mistake } = read;
  const message =
    mistake.kind === 'unknown-key'
      ? `${typed} has no key ${JSON.stringify(mistake.path.at(-1))}; it knows ${mistake.known.join(', ')}.`
      : `${typed} should be ${mistake.expected}${mistake.kind === 'wrong-value' ? `, not ${mistake.got}` : ''}.`;
  return fail({ code: 'usage.setting-value', exit: 'usage', message, hints: ['See the current value: lode config list'] });
}

/** A change by the user's own hand keeps a project file trusted, unless it held something that the user never agreed to. */
async function userVouchesFor(system: System, target: EditTarget, { before }: FileEdit): Promise<boolean> {
  if (before === undefined) return true;
  const file = await readLodeFile(system.files, target.layer, target.path);
  if (file.kind === 'read' && restrictedOfFile(file).length === 0) return true;
  const real = system.files.realPath(target.path) ?? target.path;
  return judge(readTrust(system).store, real, trustDigest(real, before)) === 'trusted';
}

function tell(system: System, { path, before, after }: FileEdit): void {
  system.terminal.err(`${path}\n${lineDiff(before ?? '', after ?? '')}`);
}

/** Takes back lode's last edit of a file and shows the difference. Throws LodeError when there is nothing to take back. */
export function undoEdit(system: System, { path }: EditTarget): number {
  const edit = planUndo(system, path);
  applyUndo(system, edit);
  tell(system, edit);
  return exitCodes.ok;
}

/** A path as one word for the platform's shell. */
function shellWord(platform: NodeJS.Platform, path: string): string {
  return platform === 'win32' ? `"${path}"` : quoteForPosix(path);
}

/** Opens a settings file in the user's editor and checks it afterwards. Throws LodeError at the place of a mistake. */
export async function editByHand(system: System, target: EditTarget): Promise<number> {
  if (!system.terminal.inIsTerminal) return fail(noTerminal(target.path));
  const editor = system.env['VISUAL'] || system.env['EDITOR'] || (system.platform === 'win32' ? 'notepad' : 'vi');
  const before = currentText(system, target.path);
  if (system.files.readText(target.path).kind === 'missing') system.files.writeAtomic(target.path, emptyText(system, target), 0o600);
  const command = `${editor} ${shellWord(system.platform, target.path)}`;
  const end = await system.processes.show({ command, env: system.env, cwd: system.cwd, timeoutMs: dayMs });
  if (end.kind !== 'exited' || end.code !== 0) return fail(editorFailed(editor));
  const after = currentText(system, target.path);
  if (after !== undefined && after !== before) keepUndo(system, { path: target.path, before, after });
  await readLodeFile(system.files, target.layer, target.path);
  system.terminal.err(`${target.path} is valid.\n`);
  return exitCodes.ok;
}

function noTerminal(path: string) {
  return {
    code: 'settings.no-terminal',
    exit: 'user',
    message: `There is no terminal to edit ${path} in.`,
    hints: ['Use: lode config set KEY VALUE'],
  } as const;
}

function editorFailed(editor: string) {
  const message = `The editor (${editor}) did not end well, so the settings were not checked.`;
  return { code: 'settings.editor', exit: 'user', message, hints: ['Choose another: VISUAL=nano lode config edit'] } as const;
}
