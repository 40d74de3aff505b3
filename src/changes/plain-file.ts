import { fail } from '../errors.ts';
import { pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import type { ChangeOwner } from './change-owner.ts';

/** Throws LodeError `<owner>.link`, `<owner>.no-file` unless a path is a plain file in its own place. */
export function requirePlain(system: System, path: string, { code, command }: ChangeOwner): void {
  const target = linkTarget(system, path);
  if (target !== undefined)
    fail({
      code: `${code}.link`,
      exit: 'user',
      message: `${path} is a link to ${target}; lode removes only plain files of its own.`,
      hints: ['Look where it leads, and remove it by hand.'],
    });
  if (system.files.facts(path)?.kind !== 'file')
    fail({
      code: `${code}.no-file`,
      exit: 'user',
      message: `${path} is no plain file any more; nothing was removed.`,
      hints: [`Look again: ${command}`],
    });
}

/** Where a link leads; undefined when the path is no link itself. */
export function linkTarget({ files, platform }: System, path: string): string | undefined {
  const { dirname, basename, join } = pathOf(platform);
  const real = files.realPath(path);
  const folder = files.realPath(dirname(path));
  return real === undefined || folder === undefined || real === join(folder, basename(path)) ? undefined : real;
}
