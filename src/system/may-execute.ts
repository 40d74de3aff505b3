import { accessSync, constants } from 'node:fs';

/** Whether the kernel would let this user run the file. */
export function mayExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
