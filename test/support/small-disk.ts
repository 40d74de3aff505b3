import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own that can be filled or made read-only without harm to anybody. */
export interface SmallDisk {
  readonly folder: string;
  makeReadOnly(): void;
  remove(): void;
}

/** Mounts one of so many KiB in memory; undefined, with the reason on stderr, where this user or machine may not mount. */
export function smallDisk(kib: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'lode-disk-'));
  const mount = (...options: string[]): void =>
    void execFileSync('mount', ['-t', 'tmpfs', ...options, 'lode-test', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    mount('-o', `size=${kib}k,mode=700`);
  } catch (error) {
    rmSync(folder, { recursive: true });
    process.stderr.write(`tests with a small disk are skipped: ${(error as Error).message.trim()}\n`);
    return undefined;
  }
  return {
    folder,
    makeReadOnly: () => mount('-o', 'remount,ro'),
    remove: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
