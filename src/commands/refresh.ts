import { environmentSessions } from '../launcher/environment-sessions.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { sourceDocument, sourceLine, troubleDocument, troubleLine } from '../output/refresh-text.ts';
import { noteRun } from '../schedule/last-run.ts';
import { lookAt } from '../schedule/look.ts';
import { tellPerson } from '../schedule/needs-person.ts';
import { exitCodeOf } from '../schedule/source-state.ts';
import type { Look } from '../schedule/watch.ts';
import type { System } from '../system/system.ts';

export interface RefreshRequest extends SessionRequest {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly fromTimer: boolean;
}

/** Renews, in silence, what the settings' sources need. Exit code 0 when all are good, 4 when one is not, 1 for settings trouble. */
export async function refreshSourcesCommand(system: System, request: RefreshRequest): Promise<number> {
  const look = await lookAt(system, await environmentSessions(system, request));
  const exit = exitCodeOf(look.states, look.troubles.length);
  noteRun(system, request.fromTimer ? 'timer' : 'hand', look.states, exit);
  if (request.fromTimer) await tellPerson(system, look.states);
  if (request.json) system.terminal.out(`${JSON.stringify(document(look, exit), null, 2)}\n`);
  else sayLines(system, look, request.quiet);
  return exit;
}

function sayLines({ terminal, now }: System, { states, troubles }: Look, quiet: boolean): void {
  for (const state of states) {
    const line = `${sourceLine(state, now())}\n`;
    if (!quiet) terminal.out(line);
    else if (state.standing === 'needs-person') terminal.err(`lode: ${line}`);
  }
  for (const trouble of troubles) terminal.err(`error: ${troubleLine(trouble)}\n`);
}

function document({ states, troubles }: Look, exit: number): object {
  return { schema: 1, exit, sources: states.map(sourceDocument), troubles: troubles.map(troubleDocument) };
}
