import type { System } from '../system/system.ts';
import type { PlannedFile } from './assistant.ts';

/** Writes a plan's files. Each is named by its content, so it is written once; one that was tampered with is put right. */
export function writePlannedFiles(system: System, files: readonly PlannedFile[]): void {
  for (const { path, text, mode } of files) {
    const there = system.files.readText(path);
    if (there.kind !== 'text' || there.text !== text) system.files.writeAtomic(path, text, mode);
  }
}
