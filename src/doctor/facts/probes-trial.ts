import { fail, LodeError, type Failure } from '../../errors.ts';
import type { Assistant, AssistantTrial } from '../../launcher/assistant.ts';
import type { AssistantProgram, LaunchFacts } from '../../launcher/facts.ts';
import { makePlan, type Plan, type PlanPlace } from '../../launcher/plan.ts';
import { Secret } from '../../secret.ts';
import type { ClaudeFiles } from '../../settings/claude-files.ts';
import { lodePaths } from '../../settings/paths.ts';
import type { CommandEnd, Environment, System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { look } from '../look.ts';
import type { Looked } from '../probe.ts';
import { lastWords } from './probes-last-words.ts';
import { awsEndpoints, runPlan } from './probes-run.ts';
import type { SessionFacts } from './probes-session.ts';
import { standIn, type HeardRequest } from './probes-stand-in.ts';
import { wantedOf, type Wanted } from './probes-wanted.ts';

/** One prompt through the real assistant, with Bedrock's part played on this machine. */
export type Trial =
  /** A launch would stop before it starts anything. */
  | { readonly kind: 'refused'; readonly assistant: string; readonly failure: Failure }
  | {
      readonly kind: 'tried';
      readonly assistant: TriedAssistant;
      readonly wanted: Wanted;
      readonly heard: readonly HeardRequest[];
      readonly end: CommandEnd;
      /** Of its output, without secrets. */
      readonly lastWords: string;
      /** The assistant's own settings files, strongest first. */
      readonly files: ClaudeFiles;
    };

export interface TriedAssistant {
  readonly name: string;
  readonly label: string;
  readonly path: string;
  readonly version: string | undefined;
}

/** An assistant's prompt with all that belongs to it, in bytes. */
const mostAsked = 16 * 1024 * 1024;

/** Runs the assistant once, as a launch would, in an empty folder. */
export async function tryAssistant(system: System, base: DoctorBase, session: SessionFacts): Promise<Looked<Trial>> {
  if (session.program.kind !== 'seen') return session.program;
  const program = session.program.value;
  const { label, trial } = program.assistant;
  if (trial === undefined) return { kind: 'untried', why: `nobody knows how to try ${label} in one prompt` };
  const launch = await look(() => launchFacts(session, program, trial, system.env));
  if (launch.kind !== 'seen') return launch;
  const place = { ...system, stateFolder: lodePaths(system).state };
  const planned = await look(() => makePlan(launch.value, place));
  if (planned.kind !== 'seen') return planned.kind === 'failed' ? seenTrial({ kind: 'refused', assistant: label, failure: planned.failure }) : planned;
  return look(() => withStandIn(system, base, { launch: launch.value, plan: planned.value, place }));
}

const seenTrial = (value: Trial): Looked<Trial> => ({ kind: 'seen', value });

/** What a launch with the words of the trial is made of. Throws LodeError for a version that is not launched. */
function launchFacts({ aws, loaded, watch }: SessionFacts, program: AssistantProgram, trial: AssistantTrial, env: Environment): LaunchFacts {
  const { assistant, version, path } = program;
  const tooOld = assistant.refuseVersion(version, path);
  if (tooOld) fail(tooOld);
  const { value, origin = { kind: 'default' } as const } = loaded.settings.env ?? {};
  const variables = { value: { ...value, ...trial.env, ...aroundProxies({ ...env, ...value }) }, origin, overridden: [] };
  return { ...aws, program, words: sessionWords(assistant, trial), loaded: { ...loaded, settings: { ...loaded.settings, env: variables } }, laps: watch.laps };
}

function sessionWords(assistant: Assistant, { words }: AssistantTrial): LaunchFacts['words'] {
  const read = assistant.readWords(words, () => '', '');
  return read.kind === 'session' ? read : { kind: 'session', rest: words };
}

/** A proxy has no way to this machine's own stand-in. */
function aroundProxies(env: Environment): Readonly<Record<string, string>> {
  const around = [env['NO_PROXY'] ?? env['no_proxy'] ?? '', '127.0.0.1'].filter((each) => each !== '').join(',');
  return { NO_PROXY: around, no_proxy: around };
}

interface Launch {
  readonly launch: LaunchFacts;
  /** As it would be without a stand-in. */
  readonly plan: Plan;
  readonly place: PlanPlace;
}

async function withStandIn(system: System, base: DoctorBase, { launch, plan, place }: Launch): Promise<Trial> {
  const apiKey = launch.obtained === undefined ? new Secret(system.env['AWS_BEARER_TOKEN_BEDROCK'] ?? '') : undefined;
  const { heard, answer } = standIn(apiKey);
  const server = await system.loopback.listen(answer, mostAsked);
  try {
    const url = `http://127.0.0.1:${server.port}`;
    const moved = planAt(url, launch, place);
    const captured = await runPlan(system, { plan: moved, kept: new Set(plan.files.map(({ path }) => path)), url });
    const { name, label, path, version } = plan.assistant;
    const secrets = [apiKey, launch.obtained?.credentials.secretAccessKey, launch.obtained?.credentials.sessionToken];
    return {
      kind: 'tried',
      assistant: { name, label, path, version },
      wanted: await wantedOf(system, base, launch),
      heard: [...heard],
      end: captured.end,
      lastWords: lastWords(captured, secrets),
      files: launch.loaded.claude,
    };
  } finally {
    await server.close();
  }
}

/** Throws LodeError where managed settings hold the endpoint fast. */
function planAt(url: string, launch: LaunchFacts, place: PlanPlace): Plan {
  try {
    return makePlan(movedTo(launch, url), place);
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    const message = `Managed settings hold the endpoint of Bedrock fast, so nothing can stand in for it (${error.failure.message.replace(/\.$/, '')}).`;
    return fail({ ...error.failure, code: 'doctor.no-stand-in', message });
  }
}

/** The same launch with its requests at the stand-in; the record that its helper answers from stays as it is. */
function movedTo(launch: LaunchFacts, url: string): LaunchFacts {
  const { session } = launch;
  return { ...launch, session: { ...session, env: { ...session.env, ...awsEndpoints(url) }, endpoints: { ...session.endpoints, bedrockRuntime: url } } };
}
