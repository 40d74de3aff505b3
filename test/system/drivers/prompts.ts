// Asks for a line of text and tells what came of it.
import { LodeError } from '../../../src/errors.ts';
import { nonBlockingStdio } from '../../../src/system/blocking-stdio.ts';
import { nodeSystem } from '../../../src/system/node.ts';

const { prompts, terminal } = nodeSystem();
try {
  terminal.err(`[got ${JSON.stringify(await prompts.text('MFA code'))}]\n`);
} catch (error) {
  terminal.err(`[${error instanceof LodeError ? error.failure.code : String(error)}]\n`);
}
terminal.err(`[non-blocking: ${nonBlockingStdio().join()}]\n`);
