import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Paths below a folder of every file that holds any of the texts, sorted; a file that is gone by the time it is looked at holds nothing. */
export function filesHolding(folder: string, texts: readonly string[]): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name));
  const holding = files.filter((file) => texts.some((text) => contentOf(file).includes(text)));
  return holding.map((file) => relative(folder, file)).toSorted();
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
