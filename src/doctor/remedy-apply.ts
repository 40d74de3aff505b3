import { editedText, fileNow, octal, requireWritable } from '../changes/file-now.ts';
import { requirePlain } from '../changes/plain-file.ts';
import { textStep, type UndoStep } from '../changes/step.ts';
import { fail } from '../errors.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { CommandEnd, System } from '../system/system.ts';
import type { AutomaticRemedy } from './remedy-automatic.ts';
import { remedyOwner } from './remedy-owner.ts';

/** A change that is ready to be made: how it is taken back, and the making of it. */
export interface Prepared {
  readonly step: UndoStep;
  /** Throws LodeError when it cannot be made; then nothing is changed. */
  readonly make: () => Promise<void> | void;
}

/** A person may have to sign in meanwhile. */
const commandLimitMs = 15 * 60_000;

/** Looks whether a remedy still fits. Throws LodeError `fix.*` when what it is for changed, is read-only, or is somebody else's. */
export function prepare(system: System, remedy: AutomaticRemedy): Prepared {
  switch (remedy.kind) {
    case 'edit':
      return prepareEdit(system, remedy);
    case 'mode':
      return prepareMode(system, remedy);
    case 'remove':
      return prepareRemoval(system, remedy.path);
    case 'command':
      return { step: { kind: 'final', what: remedy.words.join(' ') }, make: () => runCommand(system, remedy.words) };
  }
}

function prepareEdit(system: System, { path, before, after }: Extract<AutomaticRemedy, { kind: 'edit' }>): Prepared {
  const now = fileNow(system, path, remedyOwner);
  requireWritable(path, now, remedyOwner);
  const next = editedText(now.text ?? '', before, after) ?? changedSinceLook(path);
  const mode = (now.facts?.mode ?? 0o600) & 0o777;
  return { step: textStep(path, now.text, next), make: () => system.files.writeAtomic(path, next, mode) };
}

function changedSinceLook(path: string): never {
  const message = `${path} has changed since it was looked at; nothing was written.`;
  return fail({ code: 'fix.changed', exit: 'user', message, hints: [`Look again: ${remedyOwner.command}`] });
}

function prepareMode(system: System, { path, mode }: Extract<AutomaticRemedy, { kind: 'mode' }>): Prepared {
  const facts = system.files.facts(path);
  if (facts === undefined) return fail({ code: 'fix.changed', exit: 'user', message: `${path} is gone; nothing was changed.` });
  if (!facts.ours) return fail({ code: 'fix.foreign', exit: 'user', message: `${path} belongs to another user, who alone can give it mode ${octal(mode)}.` });
  return { step: { kind: 'mode', path, before: facts.mode & 0o7777, after: mode }, make: () => system.files.changeMode(path, mode) };
}

function prepareRemoval(system: System, path: string): Prepared {
  requirePlain(system, path, remedyOwner);
  const read = system.files.readText(path);
  const mode = (system.files.facts(path)?.mode ?? 0o600) & 0o777;
  const kept = read.kind === 'text' && !mayHoldSecret(system, path);
  return {
    step: kept ? { kind: 'removed', path, text: fileNow(system, path, remedyOwner).text ?? '', mode } : { kind: 'final', what: `rm ${path}` },
    make: () => system.files.remove(path),
  };
}

/** What lode keeps of credentials is not copied anywhere, not even for an undo. */
function mayHoldSecret(system: System, path: string): boolean {
  const { cache, state } = lodePaths(system);
  const { join, sep } = pathOf(system.platform);
  return [cache, join(state, 'endpoints')].some((folder) => path.startsWith(`${folder}${sep}`));
}

async function runCommand(system: System, words: readonly string[]): Promise<void> {
  const [program = '', ...rest] = words;
  const command = program === 'lode' ? ([system.nodePath, system.programPath, ...rest] as const) : ([program, ...rest] as const);
  const end = await system.processes.show({ command, env: system.env, cwd: system.cwd, timeoutMs: commandLimitMs });
  const trouble = troubleOf(end);
  if (trouble !== undefined)
    fail({ code: 'fix.command-failed', exit: 'user', message: `${words.join(' ')} ${trouble}.`, hints: [`Try it by hand: ${words.join(' ')}`] });
}

function troubleOf(end: CommandEnd): string | undefined {
  switch (end.kind) {
    case 'exited':
      return end.code === 0 ? undefined : `ended with ${end.code}`;
    case 'signaled':
      return `was ended by ${end.signal}`;
    case 'timed-out':
      return `took longer than ${commandLimitMs / 60_000} minutes and was ended`;
    case 'flooded':
      return 'said too much and was ended';
    case 'not-started':
      return `did not start: ${end.reason}`;
  }
}
