import { pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

/** The folders that have to be made for files at these paths, outer ones first. */
export function missingFolders({ files, platform }: Pick<System, 'files' | 'platform'>, paths: readonly string[]): readonly string[] {
  const { dirname } = pathOf(platform);
  const above = (path: string): readonly string[] => {
    const folder = dirname(path);
    return folder === path || files.facts(folder) !== undefined ? [] : [...above(folder), folder];
  };
  return [...new Set(paths.flatMap(above))];
}
