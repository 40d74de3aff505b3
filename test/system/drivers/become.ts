// Becomes the program in its arguments, or the launch described as JSON in TEST_SPEC. TEST_LONG_WORD adds a word of so many
// letters; TEST_ASK asks a question first; TEST_TOUCH makes Node open its streams first.
import { nonBlockingStdio } from '../../../src/system/blocking-stdio.ts';
import { nodeSystem } from '../../../src/system/node.ts';
import { exitCodeOf } from '../../../src/system/outcome.ts';
import type { LaunchSpec } from '../../../src/system/system.ts';

const system = nodeSystem();
const { TEST_SPEC, TEST_ASK, TEST_LONG_WORD, TEST_TOUCH, ...env } = process.env as Record<string, string>;
const [file = '', ...args] = process.argv.slice(2);
if (TEST_LONG_WORD !== undefined) args.push('x'.repeat(Number(TEST_LONG_WORD)));
const spec: LaunchSpec = TEST_SPEC === undefined ? { file, args, cwd: system.cwd, env } : (JSON.parse(TEST_SPEC) as LaunchSpec);

if (TEST_ASK !== undefined) {
  await system.prompts.confirm('Go on?', true);
  system.terminal.err(`[non-blocking: ${nonBlockingStdio().join()}]\n`);
}
if (TEST_TOUCH !== undefined) [process.stdin, process.stdout, process.stderr].forEach((stream) => stream.on('error', () => undefined));
const outcome = await system.processes.become(spec);
if (outcome.kind === 'not-started') system.terminal.err(`${outcome.detail}\n`);
process.exitCode = exitCodeOf(outcome);
