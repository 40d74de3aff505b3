import { dirname } from 'node:path';
import { fail, LodeError } from '../errors.ts';

type Reason = readonly [why: string, hint: (folder: string) => string];

const look = (folder: string): string => `see who may write there: ls -ld ${folder}`;
const room = (folder: string): string => `see what is left: df -h ${folder}`;

/** errno(3), in the words of whoever has to act on it. */
const reasons: Readonly<Record<string, Reason>> = {
  ENOSPC: ['the disk is full', room],
  EDQUOT: ['your disk quota is used up', room],
  EROFS: ['it is on a read-only file system', (folder) => `make ${folder} writable, or mount it so`],
  EACCES: ['permission denied', look],
  EPERM: ['the system does not permit it', (folder) => `${look(folder)}, and whether it was made immutable: lsattr -d ${folder}`],
  EFBIG: ['it would be larger than files may be here', () => 'see the limit: ulimit -f'],
  EIO: ['the disk reports a fault', () => "look at the system's log"],
  EISDIR: ['a folder is in its place', look],
  ENOTDIR: ['a file is where a folder is needed', look],
  EEXIST: ['a file is where a folder is needed', look],
  EBUSY: ['it is mounted by itself and cannot be replaced', (folder) => `mount the folder ${folder} instead of the single file`],
  ENOENT: ['its folder was removed meanwhile', look],
  ELOOP: ['its symbolic links go round in a circle', look],
  EMFILE: ['too many files are open', () => 'see the limit: ulimit -n'],
  ENAMETOOLONG: ['its name is too long', look],
};

/** Throws LodeError `file.unwritable` for what the system said when `path` was written; a LodeError goes on as it is. */
export function unwritable(path: string, error: unknown): never {
  if (error instanceof LodeError) throw error;
  const [why, hint] = reasonOf(error);
  fail({ code: 'file.unwritable', exit: 'user', message: `cannot write ${path}: ${why}`, hints: [hint(dirname(path))] }, error);
}

/** The same as the end of a sentence. */
export function unwritableWhy(error: unknown): string {
  return error instanceof LodeError ? error.message.replace(/^cannot write .*?(?:: | because )/, '') : reasonOf(error)[0];
}

function reasonOf(error: unknown): Reason {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  return reasons[code] ?? [message, look];
}
