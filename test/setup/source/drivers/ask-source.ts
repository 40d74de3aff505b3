// Asks for the source of credentials in a terminal, with the words of its argument in JSON, and prints what was chosen on stdout. Nothing is kept.
import { askSource } from '../../../../src/setup/ask-source.ts';
import { askerOf } from '../../../../src/setup/asker.ts';
import { detect } from '../../../../src/setup/detect.ts';
import { draftOf } from '../../../../src/setup/draft-system.ts';
import type { SetupWords } from '../../../../src/setup/setup-words.ts';
import { LodeError } from '../../../../src/errors.ts';
import { nodeSystem } from '../../../../src/system/node.ts';

const { system } = draftOf(nodeSystem());
const words = JSON.parse(process.argv[2] ?? '') as SetupWords;
try {
  const source = await askSource({ system, words, asker: askerOf(system, words), detected: await detect(system), before: {}, brief: false });
  system.terminal.out(`chosen ${JSON.stringify(source)}\n`);
} catch (error) {
  if (!(error instanceof LodeError)) throw error;
  system.terminal.out(`ended ${error.failure.code}\n`);
}
