import { fail } from '../errors.ts';
import { loadSettings, type LoadedSettings } from '../settings/load.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import type { Assistant, AssistantWords } from './assistant.ts';
import { defaultCredentials } from './endpoint/obstacle.ts';
import type { LaunchFacts } from './facts.ts';
import { findProgram } from './find-program.ts';
import { gatherAws } from './gather-aws.ts';
import type { LaunchRequest } from './launch-request.ts';
import { mayAsk } from './may-ask.ts';
import type { Stopwatch } from './stopwatch.ts';

type SessionWords = Extract<AssistantWords, { kind: 'session' }>;

/** Looks at everything a session of the assistant needs, once. Throws LodeError for whatever stops a launch. */
export async function gatherFacts(system: System, request: LaunchRequest, assistant: Assistant, words: SessionWords, watch: Stopwatch): Promise<LaunchFacts> {
  const loaded = await watch.measureAsync('settings', () => loadForLaunch(system, request, words));
  const program = await watch.measureAsync('program', () => findProgram(system, assistant, lodePaths(system).cache));
  const tooOld = assistant.refuseVersion(program.version, program.path);
  if (tooOld) fail(tooOld);
  const aws = await gatherAws(system, loaded, watch, {
    assistantVersion: assistant.name === 'claude' ? program.version : undefined,
    word: words.model,
  });
  const obstacle = assistant.sdkChain && (assistant.sdkChain.obstacle(system) ?? defaultCredentials(system));
  return { ...aws, program, words, loaded, obstacle, laps: watch.laps };
}

function loadForLaunch(system: System, request: LaunchRequest, words: SessionWords): Promise<LoadedSettings> {
  return loadSettings(system, {
    flags: request.flags,
    environment: request.environment,
    assistantWords: words.settings && { settings: words.settings.value, path: words.settings.from },
    get interactive() {
      return mayAsk(system);
    },
    ask: !request.mode.dryRun && !request.mode.json,
  });
}
