// Takes a lock of a name, as its words (JSON) say, and tells on stdout; ends by itself where nothing keeps it.
import { appendFileSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { nodeSystem } from '../../../src/system/node.ts';
import type { Lock } from '../../../src/system/system.ts';

interface Words {
  readonly how: 'once' | 'hold' | 'wait' | 'count' | 'with child' | 'become' | 'without descriptors';
  readonly name: string;
  readonly file?: string;
  readonly rounds?: number;
}

const system = nodeSystem();
const { how, name, file = '', rounds = 1 } = JSON.parse(process.argv[2] ?? '') as Words;

async function taken(): Promise<Lock> {
  for (;;) {
    const answer = await system.locks.take(name);
    if (answer.kind === 'taken') return answer.lock;
    if (answer.kind === 'unavailable') throw new Error(answer.why);
    await system.pause(5);
  }
}

async function count(): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const lock = await taken();
    appendFileSync(file, `in ${system.pid}\n`);
    const before = Number(readFileSync(`${file}.count`, 'utf8'));
    await system.pause(1);
    writeFileSync(`${file}.count`, String(before + 1));
    appendFileSync(file, `out ${system.pid}\n`);
    lock.release();
  }
}

async function once(): Promise<void> {
  const answer = await system.locks.take(name);
  system.terminal.out(`${JSON.stringify(answer)}\n`);
}

async function hold(): Promise<void> {
  await taken();
  if (how === 'with child') system.processes.behind(['sh', '-c', 'echo "$$" > "$1"; exec sleep 60', 'sh', file], system.env);
  system.terminal.out('taken\n');
  const spec = { file: '/bin/sh', args: ['-c', 'echo "$$" > "$1"; exec sleep 60', 'sh', file], cwd: '/', env: { PATH: system.env['PATH'] ?? '' } };
  if (how === 'become') await system.processes.become(spec);
  else if (how !== 'wait') await system.pause(60_000);
}

/** With no descriptor left for a socket. */
async function onceInNeed(): Promise<void> {
  // What opens the socket is loaded before the last descriptor goes.
  await import('node:net');
  try {
    for (;;) openSync('/dev/null', 'r');
  } catch {
    await once();
  }
}

await { once: once, count: count, hold: hold, wait: hold, 'with child': hold, become: hold, 'without descriptors': onceInNeed }[how]();
