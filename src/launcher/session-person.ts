import type { Renewal } from '../auth/renew-handover.ts';
import type { SignInNote } from '../auth/sign-in/may-start.ts';
import type { System } from '../system/system.ts';
import { isWatched } from './launch-mark.ts';

/** How long an answer waits for a person. Claude Code itself sets it no limit (docs/claude-code-helper.md). */
const personWithinMs = 180_000;

/** How the person of a session is asked to sign in; undefined when nobody watches it. `recordPath` is the session's hand-over record. */
export function personOfSession(system: System, recordPath: string): Renewal['askPerson'] {
  if (!isWatched(system)) return undefined;
  return async (there, login, before) => {
    const { askPerson } = await import('../auth/sign-in/ask-person.ts');
    const command = (refused: string): readonly string[] => [...helperWords(system, recordPath), '--sign-in', refused];
    return askPerson(there, login, { before, command, waitMs: personWithinMs, onWaiting: (note) => tell(system, note) });
  };
}

/** The words that start lode again for the same session. */
export function helperWords({ nodePath, programPath }: System, recordPath: string): readonly string[] {
  return [nodePath, programPath, 'credentials', '--format', 'export', '--handover', recordPath];
}

/**
 * The terminal is the assistant's: a notification does no harm to its screen. Text does, so it comes only where no screen is drawn (`-p`), or where
 * there is no other way to learn the page and its code.
 */
function tell({ terminal, env }: System, { flow, url = '', userCode }: SignInNote): void {
  const page = userCode === undefined ? url : `${url} (code ${userCode})`;
  const drawsScreen = env['CLAUDE_CODE_ENTRYPOINT'] === 'cli';
  const text = `lode: this session waits for you to sign in to AWS: ${page}`;
  terminal.callPerson(text, { asText: !drawsScreen || flow === 'device' });
}
