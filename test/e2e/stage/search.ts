import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Paths below a folder of every file that holds any of the texts, sorted. */
export function filesHolding(folder: string, texts: readonly string[]): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const holding = files.filter((file) => lstatSync(file).isFile() && texts.some((text) => readFileSync(file).includes(text)));
  return holding.map((file) => relative(folder, file)).toSorted();
}
