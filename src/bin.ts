#!/usr/bin/env node
import { nodeSystem } from './system/node.ts';

/** Ends with the code at once: what hangs on (a helper past its limit, an idle connection) must not keep a caller waiting. */
function end(code: number): never {
  return process.exit(code);
}

const argv = process.argv.slice(2);
const system = nodeSystem();
// Answering for a launched session is done at every renewal, so it skips even the command line's own code.
if (argv[0] === 'credentials' && argv.includes('--handover')) {
  const { answerHandover } = await import('./commands/answer-handover.ts');
  end(await answerHandover(system, argv));
} else {
  const { main } = await import('./main.ts');
  end(await main(argv, system));
}
