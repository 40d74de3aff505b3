import { environmentSessions } from '../launcher/environment-sessions.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { eventDocument, eventLine } from '../output/refresh-text.ts';
import { noteRun } from '../schedule/last-run.ts';
import { lookAt } from '../schedule/look.ts';
import { tellPerson } from '../schedule/needs-person.ts';
import { exitCodeOf } from '../schedule/source-state.ts';
import { watch, type Look, type WatchEvent } from '../schedule/watch.ts';
import type { System } from '../system/system.ts';

export interface WatchRequest extends SessionRequest {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Keeps looking until it is ended, one line per event. Throws LodeError for settings that cannot be read at the beginning. */
export async function refreshWatchCommand(system: System, request: WatchRequest): Promise<number> {
  await environmentSessions(system, request);
  const look = async (): Promise<Look> => {
    const found = await lookAt(system, await environmentSessions(system, request));
    noteRun(system, 'watch', found.states, exitCodeOf(found.states, found.troubles.length));
    await tellPerson(system, found.states);
    return found;
  };
  return watch(system, look, (event) => say(system, request, event));
}

function say({ terminal, now }: System, { json, quiet }: WatchRequest, event: WatchEvent): void {
  const matters = event.kind === 'trouble' || (event.kind === 'source' && event.state.standing === 'needs-person');
  if (quiet && !matters) return;
  terminal.out(`${json ? JSON.stringify(eventDocument(event, now())) : eventLine(event, now())}\n`);
}
