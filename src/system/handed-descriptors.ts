import { fstatSync } from 'node:fs';

/**
 * Open descriptors that the words of the command name, as `--settings <(jq …)` does with `/dev/fd/63`. Node marks every descriptor
 * above 2 close-on-exec and has no way back, so a replaced process would find them closed; a child can be given them.
 */
export function handedDescriptors(args: readonly string[]): readonly number[] {
  const named = args.flatMap((word) => [...word.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,3})\b/g)].map(([, number]) => Number(number)));
  return [...new Set(named)].filter((fd) => fd > 2 && isOpen(fd));
}

function isOpen(fd: number): boolean {
  try {
    fstatSync(fd);
    return true;
  } catch {
    return false;
  }
}
