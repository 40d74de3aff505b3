import { tryToKeep } from '../auth/try-to-keep.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { notificationCommand } from './notification.ts';
import { addToLog } from './refresh-log.ts';
import { whatToDo, type SourceState } from './source-state.ts';

const notifyLimitMs = 5000;

/**
 * Tells a person once for each thing that only they can mend: by a notification, else by a line in the log. What is good again is
 * forgotten, so that the next time is told anew. However many schedulers there are, one of them tells.
 */
export async function tellPerson(system: System, states: readonly SourceState[]): Promise<void> {
  // Backwards, so that of several behind one sign-in the first is named.
  const wanting = new Map(
    states
      .filter(({ standing }) => standing === 'needs-person')
      .toReversed()
      .map((state) => [noteName(state), state]),
  );
  forgetMended(system, states, new Set(wanting.keys()));
  for (const [name, state] of wanting) {
    if (name !== undefined && isFirst(system, name, state)) await tell(system, textFor(state));
  }
}

function noteName({ names, signInIsOver }: SourceState): string | undefined {
  return (signInIsOver ? names?.signIn : undefined) ?? names?.source;
}

function notePath(system: System, name: string): string {
  return pathOf(system.platform).join(lodePaths(system).state, 'needs-person', `${name}.json`);
}

function isFirst(system: System, name: string, { label }: SourceState): boolean {
  let first = false;
  const text = `${JSON.stringify({ schema: 1, at: system.now(), source: label })}\n`;
  // Where it cannot be noted it cannot be told only once, so it is not told.
  tryToKeep(() => (first = system.files.writeOnce(notePath(system, name), text, 0o600)));
  return first;
}

/** Credentials that were in hand before a sign-in was over do not mean that it is good again. */
function forgetMended(system: System, states: readonly SourceState[], wanting: ReadonlySet<string | undefined>): void {
  for (const { standing, names, obtainedAt } of states) {
    if (standing !== 'good' && standing !== 'renewed') continue;
    for (const name of [names?.source, names?.signIn]) {
      if (name === undefined || wanting.has(name)) continue;
      const at = notedAt(system, name);
      const isNewer = standing === 'renewed' || (at !== undefined && (obtainedAt ?? 0) > at);
      if (at !== undefined && isNewer) tryToKeep(() => system.files.remove(notePath(system, name)));
    }
  }
}

/** When it was noted; one that cannot be read is as old as can be. */
function notedAt(system: System, name: string): number | undefined {
  const read = system.files.readText(notePath(system, name), 4096);
  if (read.kind !== 'text') return undefined;
  try {
    return (JSON.parse(read.text) as { at?: number } | null)?.at ?? 0;
  } catch {
    return 0;
  }
}

function textFor(state: SourceState): string {
  return `${state.name} needs you: ${whatToDo(state)}`;
}

async function tell(system: System, text: string): Promise<void> {
  if (!(await notified(system, text))) addToLog(system, text);
}

async function notified(system: System, text: string): Promise<boolean> {
  const notice = notificationCommand(system.platform, system.env, 'lode: AWS credentials', text);
  if (notice === undefined) return false;
  const env = { ...system.env, ...notice.env };
  const { end } = await system.processes.capture({ command: notice.words, env, cwd: system.home, timeoutMs: notifyLimitMs, maxBytes: 64 * 1024 });
  return end.kind === 'exited' && end.code === 0;
}
