import { join } from 'node:path';
import { fingerprint } from '../digest.ts';
import type { Files } from '../system/system.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { tryToKeep } from './try-to-keep.ts';

/**
 * Whether this launch was given this very key before; notes that it is now. Claude Code asks once at its start and keeps the
 * answer until shortly before its expiry, so a second question about a key that is still fresh means that AWS refused it.
 * `launch` is the mark of the launch in the helper's environment; without one nothing can be told.
 */
export function askedAgain(files: Files, cacheFolder: string, launch: string | undefined, credentials: AwsCredentials): boolean {
  if (!launch) return false;
  const path = join(cacheFolder, 'asked', fingerprint(launch));
  const before = files.readText(path, 1024);
  if (before.kind === 'text' && before.text === credentials.accessKeyId) return true;
  tryToKeep(() => files.writeAtomic(path, credentials.accessKeyId, 0o600));
  return false;
}
