import { join } from 'node:path';
import { fail } from '../errors.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { System } from '../system/system.ts';
import type { Assistant } from './assistant.ts';
import { assistantVersion } from './assistant-version.ts';
import type { AssistantProgram } from './facts.ts';
import { findBinary, type BinarySearch } from './find-binary.ts';

/** The assistant's real program, past our own shims, and its version. Throws with exit 127 or 126 and how to install it. */
export async function findProgram(system: System, assistant: Assistant, cacheFolder: string): Promise<AssistantProgram> {
  const { path, passedOver } = locateProgram(system, assistant);
  return { assistant, path, version: await assistantVersion(system, path, cacheFolder), passedOver };
}

/** The same without its version, which may take a start of the program to learn. */
export function locateProgram(system: System, assistant: Assistant): Pick<AssistantProgram, 'path' | 'passedOver'> {
  const extraFolders = assistant.homeFolders.map((folder) => join(system.home, folder));
  const found = findBinary(system, { names: assistant.binaryNames, extraFolders });
  return found.kind === 'found' ? found : failNotFound(assistant, found, extraFolders);
}

function failNotFound(assistant: Assistant, found: Exclude<BinarySearch, { kind: 'found' }>, extraFolders: readonly string[]): never {
  const { label, binaryNames, installHint } = assistant;
  if (found.kind === 'not-runnable') {
    const hints = [...(found.why === 'it is not executable' ? [`Make it executable: chmod +x ${quoteForPosix(found.path)}`] : []), installHint];
    return fail({ code: 'assistant.not-runnable', exit: 'notRunnable', message: `${label} at ${found.path} cannot be run: ${found.why}.`, hints });
  }
  const passedOver = found.passedOver.map(({ path, why }) => `Passed over ${path}: ${why}`);
  const message =
    found.kind === 'only-shims'
      ? `Every ${binaryNames.join(', ')} found on PATH leads back to lode; the real ${label} was not found.`
      : `${label} (${binaryNames.join(', ')}) was not found on PATH, nor in ${extraFolders.join(', ')}.`;
  return fail({ code: 'assistant.not-found', exit: 'notFound', message, hints: [installHint, ...passedOver] });
}
