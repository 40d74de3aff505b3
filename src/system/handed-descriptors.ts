import { fstatSync } from 'node:fs';
import { descriptorFlags } from './descriptor-flags.ts';

const closeOnExec = 0o2000000;

/**
 * Open descriptors that the words of the command name, as `--settings <(jq …)` does with `/dev/fd/11` in zsh, and that a replaced
 * process would find closed: Node marks the first sixteen close-on-exec (libuv `uv_disable_stdio_inheritance`) and has no way back. A child
 * can be given them.
 */
export function handedDescriptors(args: readonly string[]): readonly number[] {
  const named = args.flatMap((word) => [...word.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,3})\b/g)].map(([, number]) => Number(number)));
  return [...new Set(named)].filter((fd) => fd > 2 && isOpen(fd) && ((descriptorFlags(fd) ?? closeOnExec) & closeOnExec) !== 0);
}

function isOpen(fd: number): boolean {
  try {
    fstatSync(fd);
    return true;
  } catch {
    return false;
  }
}
