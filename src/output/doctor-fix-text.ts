import { octal } from '../changes/file-now.ts';
import type { Undone } from '../changes/undo-step.ts';
import type { Failure } from '../errors.ts';
import type { AutomaticRemedy, Proposal } from '../doctor/remedy-automatic.ts';
import { commandLine, editLines } from './doctor-remedy-text.ts';
import { hanging, plainLine } from '../wrap-text.ts';

/** What `--fix` would do about a finding, before it asks: the sentence, then the change itself. `target`: where the path leads. Pure. */
export function proposalText({ result, remedy }: Proposal, platform: NodeJS.Platform, columns: number, target: string | undefined): string {
  const path = remedy.kind === 'command' ? '' : `${remedy.path}${target === undefined ? '' : `, a link to ${target}`}`;
  const lines = [
    ...hanging(`${result.severity === 'fail' ? 'FAIL' : result.severity}`, 6, result.sentence, columns),
    ...changeLines(remedy, path, platform, columns),
  ];
  return `\n${lines.map((line) => `${line.trimEnd()}\n`).join('')}`;
}

function changeLines(remedy: AutomaticRemedy, path: string, platform: NodeJS.Platform, columns: number): readonly string[] {
  const why = remedy.why === undefined ? [] : hanging('', 6, remedy.why, columns);
  switch (remedy.kind) {
    case 'edit':
      return [...why, `  ${plainLine(path)}`, ...editLines(remedy.path, remedy.before, remedy.after).map((line) => `  ${line}`)];
    case 'mode':
      return [...why, `  mode ${octal(remedy.mode)} for ${plainLine(path)}`];
    case 'remove':
      return [...why, `  remove ${plainLine(path)}`];
    case 'command':
      return [...why, `  run: ${plainLine(commandLine(remedy.words, platform))}`];
  }
}

/** The question about a change. Pure. */
export function questionOf({ remedy }: Proposal): string {
  return { edit: 'Write this?', mode: 'Set this mode?', remove: 'Remove it?', command: 'Run it?' }[remedy.kind];
}

/** Why a change was not made, and what then. Pure. */
export function refusalText({ message, hints = [] }: Failure): string {
  return [`not done: ${message}`, ...hints.map((hint) => `  hint: ${hint}`)].map((line) => `${plainLine(line)}\n`).join('');
}

/** What `--undo` did about one step. Pure. */
export function undoneText(undone: Undone): string {
  switch (undone.kind) {
    case 'text':
      return `${undone.path}${undone.before === undefined ? ' (removed)' : ''}\n${editLines(undone.path, undone.now, undone.before ?? '')
        .map((line) => `${line}\n`)
        .join('')}`;
    case 'done':
      return `${undone.sentence}\n`;
    case 'final':
      return `not taken back, because it cannot be: ${undone.what}\n`;
    case 'refused':
      return refusalText(undone.failure);
  }
}
