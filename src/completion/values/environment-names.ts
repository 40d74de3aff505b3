import { readLodeFile, type FileLayer } from '../../settings/lode-file.ts';
import { locatedProjectFiles, locateSettings } from '../../settings/locate.ts';
import type { System } from '../../system/system.ts';
import type { Candidate } from '../candidate.ts';

/** The environments of all settings files that can be read; a broken file has none. */
export async function environmentNames(system: System): Promise<readonly Candidate[]> {
  const located = locateSettings(system);
  const project = locatedProjectFiles(system, located);
  const names = await Promise.all([
    namesIn(system, 'user', located.user),
    ...(project === undefined ? [] : [namesIn(system, 'project', project.project), namesIn(system, 'project-local', project.local)]),
    namesIn(system, 'managed', located.managed),
  ]);
  return [...new Set(names.flat())].map((text) => ({ text }));
}

async function namesIn({ files }: System, layer: FileLayer, path: string): Promise<readonly string[]> {
  try {
    const file = await readLodeFile(files, layer, path);
    return file.kind === 'read' ? Object.keys(file.content.environments) : [];
  } catch {
    return [];
  }
}
