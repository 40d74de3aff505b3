/** What the first bytes of a program say; `interpreter` is the script's shell or the binary's dynamic loader. */
export type ProgramHeader =
  | { readonly kind: 'program'; readonly interpreter: string | undefined; readonly certain: boolean }
  | { readonly kind: 'other-processor' }
  | { readonly kind: 'unknown' };

const machO = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe, 0xcafebabf]);

/** ELF machine numbers by Node's name of the processor (elf.h); processors not listed are not judged. */
const machines: Readonly<Record<string, number>> = { x64: 62, arm64: 183, riscv64: 243, loong64: 258 };
const thirtyTwoBit: Readonly<Record<string, number>> = { x64: 3, arm64: 40 };

/** Reads a `#!` line, an ELF or a Mach-O header from the first 4 KiB of a file. */
export function readProgramHeader(start: Buffer): ProgramHeader {
  if (start.length < 4) return { kind: 'unknown' };
  if (start.toString('latin1', 0, 2) === '#!') return readScript(start);
  if (start.readUInt32BE(0) === 0x7f454c46) return readElf(start);
  if (machO.has(start.readUInt32BE(0))) return { kind: 'program', interpreter: undefined, certain: process.platform === 'darwin' };
  return { kind: 'unknown' };
}

function readScript(start: Buffer): ProgramHeader {
  const [, interpreter] = /^#![ \t]*([^ \t\n]+)/.exec(start.toString('utf8', 0, 256)) ?? [];
  return interpreter === undefined ? { kind: 'unknown' } : { kind: 'program', interpreter, certain: true };
}

function readElf(start: Buffer): ProgramHeader {
  const uncertain: ProgramHeader = { kind: 'program', interpreter: undefined, certain: false };
  const expected = machines[process.arch];
  const isLittle64 = start[4] === 2 && start[5] === 1;
  if (start.length < 64 || expected === undefined) return uncertain;
  const machine = start.readUInt16LE(18);
  if (machine === thirtyTwoBit[process.arch]) return uncertain;
  if (machine !== expected || !isLittle64) return { kind: 'other-processor' };
  return { kind: 'program', interpreter: elfInterpreter(start), certain: true };
}

/** The PT_INTERP segment: the dynamic loader, whose absence the kernel reports as if the program itself were missing. */
function elfInterpreter(start: Buffer): string | undefined {
  const [offset, size, count] = [Number(start.readBigUInt64LE(32)), start.readUInt16LE(54), start.readUInt16LE(56)];
  for (let at = offset; at < offset + size * count && at + 40 <= start.length; at += size) {
    if (start.readUInt32LE(at) !== 3) continue;
    const from = Number(start.readBigUInt64LE(at + 8));
    const to = from + Number(start.readBigUInt64LE(at + 32));
    return to <= start.length ? start.toString('latin1', from, to).replace(/\0+$/, '') : undefined;
  }
  return undefined;
}
