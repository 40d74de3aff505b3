import { tryVersion } from '../../launcher/assistant-version.ts';
import { pathOf } from '../../settings/paths.ts';
import type { CommandEnd, System } from '../../system/system.ts';

/** A start of the assistant's program with `--version`. */
export interface ProgramTrial {
  readonly end: CommandEnd;
  /** What it printed about itself; undefined where that holds no version. */
  readonly version: string | undefined;
  /** Its first line of trouble, short; empty where there is none. */
  readonly said: string;
  /** The script that fetches the native program of its npm package; undefined where it is no such package. */
  readonly installer: string | undefined;
}

/** Starts the program that a launch would start, for as long as it takes to say its version. */
export async function tryProgram(system: System, { path, realPath }: { readonly path: string; readonly realPath: string }): Promise<ProgramTrial> {
  const { end, version, stderr, stdout } = await tryVersion(system, path);
  const said = (stderr.trim() || stdout.trim()).split('\n')[0]?.slice(0, 200) ?? '';
  return { end, version, said, installer: installerOf(system, realPath) };
}

/** Claude Code's npm package keeps it beside its `bin`; without scripts (`--ignore-scripts`) only a stub is installed. */
function installerOf({ files, platform }: System, realPath: string): string | undefined {
  const { dirname, join } = pathOf(platform);
  const path = join(dirname(dirname(realPath)), 'install.cjs');
  return files.facts(path)?.kind === 'file' ? path : undefined;
}
