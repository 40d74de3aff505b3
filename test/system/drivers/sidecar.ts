// Starts a sidecar as its words (JSON) say, prints its line, and ends or stays; `after`: what to do then.
import { nodeSystem } from '../../../src/system/node.ts';

interface Words {
  readonly command: readonly string[];
  readonly timeoutMs: number;
  readonly after: 'end' | 'stay' | 'become';
}

const system = nodeSystem();
const { command, timeoutMs, after } = JSON.parse(process.argv[2] ?? '') as Words;
const line = await system.processes.sidecar(command, system.env, timeoutMs);
system.terminal.out(`[line ${line}]\n`);
if (after === 'stay') await system.pause(60_000);
if (after === 'become') {
  const script = 'ps -o pid= -o args= --ppid $$; ls -l /proc/$$/fd';
  await system.processes.become({ file: '/bin/sh', args: ['-c', script], cwd: '/', env: { PATH: system.env['PATH'] ?? '' } });
}
