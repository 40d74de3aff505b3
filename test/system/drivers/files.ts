// Writes a file as its words (JSON) say and prints how that ended, or writes without end until it is killed.
import { LodeError } from '../../../src/errors.ts';
import { nodeFiles } from '../../../src/system/files.ts';

interface Words {
  readonly how: 'atomic' | 'once' | 'reserve' | 'for ever';
  readonly path: string;
  readonly bytes?: number;
}

const { how, path, bytes = 5 } = JSON.parse(process.argv[2] ?? '') as Words;
const text = String(process.pid).padEnd(bytes, '.');

function write(): unknown {
  if (how === 'once') return nodeFiles.writeOnce(path, text, 0o600);
  if (how === 'reserve') return nodeFiles.reserve(path, bytes, 0o600).keep(text);
  if (how === 'atomic') return nodeFiles.writeAtomic(path, text, 0o600);
  for (let round = 0; ; round++) {
    const body = 'x'.repeat((round * 7919) % 50_000);
    nodeFiles.writeAtomic(path, JSON.stringify({ length: body.length, body }), 0o600);
    if (round === 0) process.stdout.write('writing\n');
  }
}

try {
  console.log(JSON.stringify({ pid: process.pid, done: write() ?? true }));
} catch (error) {
  if (!(error instanceof LodeError)) throw error;
  console.log(JSON.stringify(error.failure));
}
