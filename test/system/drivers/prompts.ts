// Asks for a line of text, or for one of three models, and tells what came of it.
import { LodeError } from '../../../src/errors.ts';
import { nonBlockingStdio } from '../../../src/system/blocking-stdio.ts';
import { nodeSystem } from '../../../src/system/node.ts';

const { prompts, terminal } = nodeSystem();
const models = [
  { value: 'opus', name: 'Opus 5.5', description: 'eu' },
  { value: 'sonnet', name: 'Sonnet 5.5', description: 'eu' },
  { value: 'fable', name: 'Fable 5.2', description: 'global' },
];
const ask = () => (process.argv[2] === 'select' ? prompts.select('Which model', models) : prompts.text('MFA code'));
try {
  terminal.err(`[got ${JSON.stringify(await ask())}]\n`);
} catch (error) {
  terminal.err(`[${error instanceof LodeError ? error.failure.code : String(error)}]\n`);
}
terminal.err(`[non-blocking: ${nonBlockingStdio().join()}]\n`);
