import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Declared } from './declared.ts';
import { readHelp } from './declared.ts';

/** Every command of lode with its flags, as `--help` says it. Throws when lode cannot be run. */
export async function declaredByHelp(dist: string, path: readonly string[] = []): Promise<Declared> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(dist, 'bin.js'), ...path, '--help'], { timeout: 20_000 });
  const { flags, valued, commands, takesWords } = readHelp(stdout);
  const below = await Promise.all(commands.map(async (name) => [name, await declaredByHelp(dist, [...path, name])] as const));
  return { flags: new Set([...flags, '--help', '-h']), valued: new Set(valued), commands: new Map(below), takesWords };
}
