import { findAssistant } from '../../launcher/assistants/index.ts';
import type { Assistant } from '../../launcher/assistant.ts';
import { findBinary, type BinarySearch } from '../../launcher/find-binary.ts';
import { launchDepth } from '../../launcher/launch-mark.ts';
import { pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { gatherEditors, type Editor } from '../../editors/gather-editors.ts';
import { findInstalls, type Install } from './programs-installs.ts';
import { tryProgram, type ProgramTrial } from './programs-trial.ts';

/** What runs on this machine. */
export interface ProgramFacts {
  /** Version of the Node that runs lode. */
  readonly node: string;
  readonly platform: NodeJS.Platform;
  /** lode's entry file. */
  readonly lode: string;
  readonly assistant: Pick<Assistant, 'name' | 'label' | 'binaryNames' | 'installHint' | 'refuseVersion'>;
  /** The assistant's program as a launch finds it. */
  readonly search: BinarySearch;
  /** How it started; undefined where none was found. */
  readonly trial: ProgramTrial | undefined;
  /** Every program of the assistant's, first the one that a launch uses. */
  readonly installs: readonly Install[];
  /** How many launches of lode's this shell runs within. */
  readonly depth: number;
  /** Editors that have Claude Code's extension or settings for it; none for other assistants. */
  readonly editors: readonly Editor[];
}

/** Looks for the assistant's programs, starts the first one with `--version`, and reads the settings of editors. */
export async function gatherPrograms(system: System, base: DoctorBase): Promise<ProgramFacts> {
  const assistant = findAssistant(base.request.assistant);
  if (assistant === undefined) throw new Error(`no assistant is called ${base.request.assistant}`);
  const wish = { names: assistant.binaryNames, extraFolders: assistant.homeFolders.map((folder) => pathOf(system.platform).join(system.home, folder)) };
  const search = findBinary(system, wish);
  const [trial, installs] = search.kind === 'found' ? await startAll(system, wish, search) : [undefined, []];
  return {
    node: system.nodeVersion,
    platform: system.platform,
    lode: system.programPath,
    assistant,
    search,
    trial,
    installs,
    depth: launchDepth(system),
    editors: assistant.name === 'claude' ? gatherEditors(system) : [],
  };
}

async function startAll(
  system: System,
  wish: Parameters<typeof findBinary>[1],
  found: Extract<BinarySearch, { kind: 'found' }>,
): Promise<readonly [ProgramTrial, readonly Install[]]> {
  const others = findInstalls(system, wish, found);
  const [trial, rest] = await Promise.all([tryProgram(system, found), others]);
  const { path, realPath } = found;
  return [trial, [{ path, realPath, version: trial.version }, ...rest]];
}
