import { join } from 'node:path';
import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { Assistant } from './assistant.ts';
import { assistantVersion } from './assistant-version.ts';
import type { AssistantProgram } from './facts.ts';
import { findBinary } from './find-binary.ts';

/** The assistant's real program, past our own shims, and its version. Throws with exit 127 or 126 and how to install it. */
export async function findProgram(system: System, assistant: Assistant, cacheFolder: string): Promise<AssistantProgram> {
  const extraFolders = assistant.homeFolders.map((folder) => join(system.home, folder));
  const found = findBinary(system, { names: assistant.binaryNames, extraFolders });
  if (found.kind === 'found') {
    const version = await assistantVersion(system, found.path, cacheFolder);
    return { assistant, path: found.path, version, passedOver: found.passedOver };
  }
  const what = `${assistant.label} (${assistant.binaryNames.join(', ')})`;
  if (found.kind === 'not-runnable') {
    return fail({ code: 'assistant.not-runnable', exit: 'notRunnable', message: `${assistant.label} at ${found.path} cannot be run: ${found.why}.`, hints: [assistant.installHint] });
  }
  const passedOver = found.passedOver.map(({ path, why }) => `Passed over ${path}: ${why}`);
  const message =
    found.kind === 'only-shims'
      ? `Every ${assistant.binaryNames.join(', ')} found on PATH leads back to lode; the real ${assistant.label} was not found.`
      : `${what} was not found on PATH, nor in ${extraFolders.join(', ')}.`;
  return fail({ code: 'assistant.not-found', exit: 'notFound', message, hints: [assistant.installHint, ...passedOver] });
}
