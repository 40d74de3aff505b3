import { closeSync, constants, fchmodSync, fsyncSync, ftruncateSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file being filled beside the one it will replace. */
export interface TemporaryFile {
  readonly path: string;
  readonly fd: number;
}

const dayMs = 24 * 60 * 60_000;

/**
 * Makes a file beside `target` that nobody else has, with its final mode before the first byte: no reader can be quicker than the permission.
 * Its name says who made it, so that what a killed process left behind is found and removed by the next one. Throws the system's error.
 */
export function openTemporary(target: string, mode: number): TemporaryFile {
  removeLeftovers(target);
  const path = join(dirname(target), `${prefixOf(target)}${machineMark()}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  const fd = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0), 0o600);
  try {
    fchmodSync(fd, mode);
    return { path, fd };
  } catch (error) {
    discard({ path, fd });
    throw error;
  }
}

/** Writes the text from the start, cuts what stood behind it, and brings it to the disk. */
export function fillTemporary({ fd }: TemporaryFile, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written, bytes.length - written, written);
  ftruncateSync(fd, bytes.length);
  fsyncSync(fd);
}

/** Closes and removes it. */
export function discard({ path, fd }: TemporaryFile): void {
  try {
    closeSync(fd);
  } catch {
    // Closed before.
  }
  rmSync(path, { force: true });
}

function prefixOf(target: string): string {
  return `.${basename(target)}.`;
}

/** Removes what dead processes of this machine left for the same target, and anything of the kind that is older than a day. */
function removeLeftovers(target: string): void {
  const folder = dirname(target);
  const prefix = prefixOf(target);
  for (const name of namesIn(folder)) {
    if (!name.startsWith(prefix)) continue;
    const [, mark, pid] = /^([0-9a-z]*)\.(\d+)\.[0-9a-z]+$/.exec(name.slice(prefix.length)) ?? [];
    if (mark === undefined || pid === undefined) continue;
    const path = join(folder, name);
    const isDead = mark === machineMark() && mark !== '' && !lives(Number(pid));
    if (isDead || ageOf(path) > dayMs) rmSync(path, { force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - lstatSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let mark: string | undefined;

/** Tells apart machines, boots and containers that share a folder: numbers of processes mean something only within one. Empty off Linux. */
function machineMark(): string {
  mark ??= readMark();
  return mark;
}

function readMark(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').replaceAll('-', '').slice(0, 12);
    return boot + readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '');
  } catch {
    return '';
  }
}
