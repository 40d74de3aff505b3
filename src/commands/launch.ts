import { findAssistant, assistants } from '../launcher/assistants/index.ts';
import type { Assistant } from '../launcher/assistant.ts';
import { fail } from '../errors.ts';
import { locateProgram } from '../launcher/find-program.ts';
import { becomeAssistant } from '../launcher/become-assistant.ts';
import { servedEnvironment } from '../launcher/endpoint/served-environment.ts';
import { gatherFacts } from '../launcher/gather.ts';
import type { LaunchRequest } from '../launcher/launch-request.ts';
import { childEnvironment } from '../launcher/child-environment.ts';
import { makePlan, type Plan } from '../launcher/plan.ts';
import { writePlannedFiles } from '../launcher/planned-files.ts';
import { forgetOld } from '../launcher/forget-old.ts';
import { renewListBehind } from '../launcher/renew-list.ts';
import { startStopwatch } from '../launcher/stopwatch.ts';
import { nearest } from '../nearest.ts';
import { loadSettings } from '../settings/load.ts';
import { observe } from '../launcher/remembered/observe.ts';
import { remember } from '../launcher/remembered/remember.ts';
import { launchLine } from '../output/launch-line.ts';
import { provenanceLine, provenanceStart } from '../output/provenance.ts';
import { describeOrigin } from '../settings/origin.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

declare const LODE_BUILD: string;

/** Launches an assistant and returns its exit code; with true exec it never returns. Throws LodeError for what stops it. */
export async function launchCommand(system: System, request: LaunchRequest): Promise<number> {
  const watch = startStopwatch(() => system.elapsed());
  const assistant = await requireAssistant(system, request);
  const words = assistant.readWords(request.words, (path, word) => readWordFile(system, path, word), system.cwd);
  if (words.kind === 'pass-through') return passThrough(system, assistant, request, words.why);
  const observed = observe(system);
  const facts = await gatherFacts(observed.system, request, assistant, words, watch);
  const place = { ...system, stateFolder: lodePaths(system).state };
  const plan = makePlan(facts, place);
  await say(system, request, plan);
  if (request.mode.dryRun || request.mode.json) return 0;
  writePlannedFiles(observed.system, plan.files);
  forgetOld(system);
  renewListBehind(system, request, facts);
  remember(system, { request, facts, plan, observations: observed.observations(), provenance: provenanceStart(plan), build: LODE_BUILD });
  const changes = await servedEnvironment(system, plan, (noEndpoint) => makePlan(facts, { ...place, noEndpoint }), request.mode.quiet);
  return becomeAssistant(system, { file: plan.file, args: plan.args, cwd: system.cwd, env: childEnvironment(system.env, changes) });
}

async function requireAssistant(system: System, request: LaunchRequest): Promise<Assistant> {
  if (request.assistant !== undefined) return findAssistant(request.assistant) ?? fail(unknownAssistant(request.assistant, ''));
  const { settings } = await loadSettings(system, { flags: request.flags, environment: request.environment, interactive: false, ask: false });
  const { value, origin } = settings.assistant ?? { value: 'claude', origin: { kind: 'default' } as const };
  return findAssistant(value) ?? fail(unknownAssistant(value, ` (set by ${describeOrigin(origin)})`));
}

function unknownAssistant(name: string, setBy: string) {
  const names = assistants.map((assistant) => assistant.name);
  const near = nearest(name, names);
  return {
    code: 'usage.unknown-assistant',
    exit: setBy === '' ? 'usage' : 'user',
    message: `lode knows no assistant called "${name}"${setBy}.`,
    hints: [near.length > 0 ? `Did you mean: ${near.join(', ')}?` : `It launches: ${names.join(', ')}`],
  } as const;
}

function readWordFile(system: System, path: string, word: string): string {
  const read = system.files.readText(path, 2 * 1024 * 1024);
  if (read.kind === 'text') return read.text;
  const why = read.kind === 'missing' ? 'does not exist' : `cannot be read: ${read.detail}`;
  return fail({
    code: 'claude.settings-word',
    exit: 'usage',
    message: `The file given with ${word}, ${path}, ${why}.`,
    hints: ['Claude Code takes a regular file of at most 2 MiB there, or inline JSON.'],
  });
}

/** Words that need no model: the assistant gets them as they are, in the environment as it is. */
async function passThrough(system: System, assistant: Assistant, request: LaunchRequest, why: string): Promise<number> {
  const program = locateProgram(system, assistant);
  if (request.mode.verbose || request.mode.dryRun) system.terminal.err(`lode: passed straight through to ${program.path}: ${why}\n`);
  if (request.mode.dryRun) return 0;
  return becomeAssistant(system, { file: program.path, args: request.words, cwd: system.cwd, env: childEnvironment(system.env, []) });
}

/** Talk before the launch: nothing at all with --quiet, one line on a terminal, everything with --verbose. */
async function say(system: System, { mode }: LaunchRequest, plan: Plan): Promise<void> {
  if (mode.json) return (await import('../output/plan-json.ts')).writePlanJson(system, plan);
  if (mode.dryRun) return (await import('../output/plan-text.ts')).writePlanText(system, plan, mode.verbose);
  if (mode.verbose) (await import('../output/decisions-text.ts')).writeDecisions(system, plan);
  if (mode.quiet) return;
  if (system.terminal.errIsTerminal) system.terminal.err(launchLine(provenanceLine(plan, system.now())));
  for (const note of plan.notes) system.terminal.err(`lode: ${note}\n`);
}
