import type { System } from '../system/system.ts';
import { claudeManagedPaths, claudePaths } from './claude-paths.ts';
import type { ClaudePath } from './claude-paths.ts';
import { foldersAbove, lodePaths, pathOf, projectFiles, projectFolders } from './paths.ts';
import type { LodePaths, Standing } from './paths.ts';

/** Where every settings file of this launch is, whether it exists or not. */
export interface Located extends LodePaths {
  readonly gitRoot: string | undefined;
  /** The folder that has `.lode`; undefined when none has. */
  readonly projectFolder: string | undefined;
  /** The folder in which a new `.lode` would be made; undefined in the home folder. */
  readonly projectHome: string | undefined;
  readonly claude: readonly ClaudePath[];
}

/** Finds the project by looking at folders only; reads no file. */
export function locateSettings(system: System): Located {
  const { files, platform, cwd } = system;
  const { join } = pathOf(platform);
  const gitRoot = foldersAbove(platform, cwd).find((folder) => files.facts(join(folder, '.git')) !== undefined);
  const standing: Standing = { cwd, gitRoot, home: files.realPath(system.home) ?? system.home };
  const candidates = projectFolders(platform, standing);
  const dropIns = files.list(claudeManagedPaths(system).dropIns).filter((name) => name.endsWith('.json'));
  return {
    ...lodePaths(system),
    gitRoot,
    projectFolder: candidates.find((folder) => files.facts(join(folder, '.lode'))?.kind === 'folder'),
    projectHome: candidates.find((folder) => folder === gitRoot) ?? candidates[0],
    claude: claudePaths(system, standing, dropIns),
  };
}

/** Paths of the project's two settings files; undefined when there is no project folder. */
export function locatedProjectFiles(system: System, { projectFolder }: Located): ReturnType<typeof projectFiles> | undefined {
  return projectFolder === undefined ? undefined : projectFiles(system.platform, projectFolder);
}
