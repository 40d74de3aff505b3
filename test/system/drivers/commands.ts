// Captures or shows a shell command, given as JSON, and prints how it ended on stdout.
import { nodeSystem } from '../../../src/system/node.ts';

const system = nodeSystem();
const {
  how,
  command,
  timeoutMs,
  maxBytes = 1000,
} = JSON.parse(process.argv[2] ?? '') as {
  how: 'capture' | 'show';
  command: string | readonly [string, ...string[]];
  timeoutMs: number;
  maxBytes?: number;
};
const request = { command, timeoutMs, env: system.env, cwd: system.cwd };
const answer = how === 'show' ? await system.processes.show(request) : await system.processes.capture({ ...request, maxBytes });
system.terminal.out(`${JSON.stringify(answer)}\n`);
