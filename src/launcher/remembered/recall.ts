import { lodePaths } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import { findAssistant } from '../assistants/index.ts';
import type { LaunchRequest } from '../launch-request.ts';
import { stillHolds } from './observation.ts';
import { parseRemembered, questionOf, rememberedPath, type RememberedLaunch } from './remembered-launch.ts';

export interface RepeatableWords {
  readonly rest: readonly string[];
  /** The assistant's own `--model` among them. */
  readonly model: string | undefined;
}

/** The user's words of a launch that may be repeated: a session, without settings of its own to merge. */
export function repeatableWords({ assistant, words, flags, mode }: LaunchRequest, cwd: string): RepeatableWords | undefined {
  if (mode.dryRun || mode.json || mode.verbose || assistant === undefined) return undefined;
  // Variables given as a flag may be secret, and the question is kept in a file.
  if (flags.env !== undefined || words.some((word) => word.startsWith('--settings'))) return undefined;
  const read = findAssistant(assistant)?.readWords(words, () => '', cwd);
  return read?.kind === 'session' ? { rest: read.rest, model: read.model } : undefined;
}

/** A launch remembered for this very question, when all that it looked at is still the same; else undefined. */
export function recall(system: System, request: LaunchRequest, build: string, modelWord: string | undefined): RememberedLaunch | undefined {
  const question = questionOf(request, system.cwd, modelWord);
  const read = system.files.readText(rememberedPath(lodePaths(system).cache, question), 1024 * 1024);
  const remembered = read.kind === 'text' ? parseRemembered(read.text, build, question) : undefined;
  if (remembered === undefined || system.now() >= remembered.until) return undefined;
  return stillHolds(system, remembered.observations) ? remembered : undefined;
}
