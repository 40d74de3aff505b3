// Stands for an assistant: says what it sees as one line of JSON, and waits until its stdin ends. With the word `shell`, it runs the rest
// as a command of its own instead.
import { spawnSync } from 'node:child_process';

const [word, ...rest] = process.argv.slice(2);
if (word === 'shell') {
  const { status } = spawnSync('/bin/sh', ['-c', rest.join(' ')], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(AWS|OPENCODE|LODE)_/.test(name)));
process.stdout.write(`${JSON.stringify({ pid: process.pid, env })}\n`);
process.stdin.resume().on('end', () => process.exit(0));
