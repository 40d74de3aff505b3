import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seen } from './processes.ts';

/** Where the test's own programs say how they were started: they may be gone before anybody looks. Outside the home that is searched. */
export interface SelfReports {
  /** A line for a shell script. */
  readonly inShell: string;
  /** A statement for a script of Node (CommonJS). */
  readonly inNode: string;
  seen(): readonly Seen[];
  close(): void;
}

export function openSelfReports(): SelfReports {
  const folder = mkdtempSync(join(tmpdir(), 'lode-reports-'));
  const copy = (name: string): string => `fs.writeFileSync(${JSON.stringify(`${folder}/`)} + process.pid + '.${name}', fs.readFileSync('/proc/self/${name}'));`;
  const read = (pid: string, name: string): string => readFileSync(join(folder, `${pid}.${name}`), 'latin1');
  const seen = (pid: string): Seen => ({ pid: Number(pid), environ: read(pid, 'environ'), cmdline: read(pid, 'cmdline') });
  return {
    // The environment first: who finds the words finds both.
    inShell: ['environ', 'cmdline'].map((name) => `cat /proc/$$/${name} > '${folder}'/$$.${name}`).join('; '),
    inNode: `const fs = require('node:fs'); ${copy('environ')} ${copy('cmdline')}`,
    seen: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.cmdline'))
        .map((name) => seen(name.replace('.cmdline', ''))),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
