import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { EditTarget } from './edit-file.ts';
import { locateSettings } from './locate.ts';
import { projectFiles } from './paths.ts';

/** Which file an edit is for, in the words of the command line. */
export type TargetName = 'user' | 'project' | 'local';

/** The file behind a target name; a project without `.lode` gets it at its git root. Throws LodeError (user) in the home folder. */
export function findTarget(system: System, name: TargetName): EditTarget {
  const located = locateSettings(system);
  if (name === 'user') return { layer: 'user', path: located.user };
  const folder = located.projectFolder ?? located.projectHome;
  if (folder === undefined) {
    const message = `${system.cwd} is your home folder, which is no project.`;
    return fail({ code: 'settings.no-project', exit: 'user', message, hints: ['Leave out the flag to change your own settings file.'] });
  }
  const files = projectFiles(system.platform, folder);
  return name === 'project' ? { layer: 'project', path: files.project } : { layer: 'project-local', path: files.local };
}
