import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { refuseFixed } from './reserve.ts';
import { unwritableWhy } from './unwritable.ts';
import { seenTarget } from './write-target.ts';

/** Why a file cannot be written at this path, as the end of a sentence; undefined: nothing that can be seen is in the way. Makes and changes nothing. */
export function whyUnwritable(path: string): string | undefined {
  try {
    const { target, folder } = seenTarget(path);
    refuseFixed(target);
    if (!statSync(folder).isDirectory()) return `${folder} is no folder`;
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? `a link in the place of a folder leads nowhere: ${dirname(path)}` : unwritableWhy(error);
  }
}
