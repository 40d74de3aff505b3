import { settingNames, variableOf } from '../settings/schema.ts';
import type { System } from '../system/system.ts';

/**
 * The machine as setup tries out what it is about to write: in the home folder, where no project has a say, and without `LODE_*` variables, which would
 * stand in for what is not written yet.
 */
export function stageSystem(draft: System): System {
  const own = new Set(['LODE_ENVIRONMENT', ...settingNames.map(variableOf)]);
  return { ...draft, cwd: draft.home, env: Object.fromEntries(Object.entries(draft.env).filter(([name]) => !own.has(name))) };
}
