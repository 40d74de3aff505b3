import type { Obtained } from '../../auth/obtain.ts';
import { fail } from '../../errors.ts';
import { findAssistant } from '../../launcher/assistants/index.ts';
import type { AssistantProgram, AwsFacts } from '../../launcher/facts.ts';
import { findProgram } from '../../launcher/find-program.ts';
import { gatherAws } from '../../launcher/gather-aws.ts';
import { startStopwatch, type Stopwatch } from '../../launcher/stopwatch.ts';
import type { LoadedSettings } from '../../settings/load.ts';
import { lodePaths } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { look, seen } from '../look.ts';
import type { Looked } from '../probe.ts';

/** What a launch would know by now. */
export interface SessionFacts {
  readonly aws: AwsFacts;
  readonly loaded: LoadedSettings;
  readonly program: Looked<AssistantProgram>;
  readonly watch: Stopwatch;
}

/** Looks as a launch does, but asks no person and runs no `awsAuthRefresh`; not at all when there are no credentials. */
export async function gatherSession(system: System, base: DoctorBase, obtained: Promise<Looked<Obtained | undefined>>): Promise<Looked<SessionFacts>> {
  const [{ loaded }, proven] = [base, await obtained];
  if (loaded.kind !== 'seen') return loaded;
  if (proven.kind !== 'seen') return proven;
  const program = await look(() => programOf(system, base.request.assistant));
  const watch = startStopwatch(() => system.elapsed());
  const assistantVersion = base.request.assistant === 'claude' ? seen(program)?.version : undefined;
  const quiet = withoutRefresh(loaded.value);
  return look(async () => ({ aws: await gatherAws(withoutPerson(system), quiet, watch, { assistantVersion }), loaded: quiet, program, watch }));
}

/** The same machine with nobody at a terminal, neither now nor for a session's helper. */
export function withoutPerson(system: System): System {
  return { ...system, terminal: { ...system.terminal, inIsTerminal: false, outIsTerminal: false, errIsTerminal: false } };
}

function withoutRefresh(loaded: LoadedSettings): LoadedSettings {
  const { awsAuthRefresh: _, ...settings } = loaded.settings;
  return { ...loaded, settings };
}

async function programOf(system: System, name: string): Promise<AssistantProgram> {
  const assistant = findAssistant(name) ?? fail({ code: 'usage.unknown-assistant', exit: 'usage', message: `lode knows no assistant called "${name}".` });
  return findProgram(system, assistant, lodePaths(system).cache);
}
