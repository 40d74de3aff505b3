import { fail } from '../errors.ts';
import { assistants, findAssistant } from '../launcher/assistants/index.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { loadSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';
import { checks } from './checks/index.ts';
import type { DoctorRequest } from './doctor-base.ts';
import { gatherDoctorFacts, type DoctorFacts, type OnGathered } from './doctor-facts.ts';
import { look, seen } from './look.ts';
import { reportHead } from './report-head.ts';
import { examine, reportOf, type Report } from './report.ts';

/** What a run of the doctor is asked. */
export interface DoctorWish extends SessionRequest {
  /** lode's own version. */
  readonly version: string;
  /** Sends a request to each model. */
  readonly probe: boolean;
  /** Runs the assistant. */
  readonly through: boolean;
  /** Somebody agreed beforehand. */
  readonly yes: boolean;
}

export interface Examined {
  readonly facts: DoctorFacts;
  readonly report: Report;
}

/** Looks at everything once and says what is so. Throws LodeError for an assistant that lode does not know. */
export async function runDoctor(system: System, { version, ...wish }: DoctorWish, onGathered: OnGathered): Promise<Examined> {
  const request: DoctorRequest = { ...wish, assistant: await assistantOf(system, wish) };
  const facts = await gatherDoctorFacts(system, request, onGathered);
  return { facts, report: reportOf(reportHead(system, facts, version), examine(checks, facts)) };
}

/** The one that a launch without a name would start. */
async function assistantOf(system: System, { flags, environment }: SessionRequest): Promise<string> {
  const loaded = await look(() => loadSettings(system, { flags, environment, interactive: false, ask: false }));
  const name = seen(loaded)?.settings.assistant?.value ?? String(flags.assistant ?? 'claude');
  if (findAssistant(name) !== undefined) return name;
  const known = assistants.map((one) => one.name).join(', ');
  return fail({ code: 'doctor.unknown-assistant', exit: 'usage', message: `lode knows no assistant called "${name}".`, hints: [`There are: ${known}`] });
}
