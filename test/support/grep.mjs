// Prints the files below a folder that hold one of the words: `grep.mjs FOLDER WORD…`.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.', ...words] = process.argv.slice(2);
for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!statSync(path).isFile()) continue;
  const text = readFileSync(path, 'latin1');
  if (words.some((word) => text.includes(word))) process.stdout.write(`${path}\n`);
}
