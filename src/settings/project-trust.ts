import type { System } from '../system/system.ts';
import type { Gate } from './ask-trust.ts';
import { readClaudeFile } from './claude-files.ts';
import { restrictedOfClaude } from './claude-import.ts';
import { locatedProjectFiles, locateSettings } from './locate.ts';
import { readLodeFile } from './lode-file.ts';
import { restrictedOfFile } from './restricted.ts';
import { judge } from './trust.ts';
import type { Verdict } from './trust.ts';
import { readTrust, trustDigest } from './trust-file.ts';

/** Every settings file of the project that exists, lode's and Claude Code's, with the keys that need trust. */
export async function projectGates(system: System): Promise<readonly Gate[]> {
  const located = locateSettings(system);
  const own = locatedProjectFiles(system, located);
  const gates: Gate[] = [];
  for (const [layer, path] of own
    ? ([
        ['project', own.project],
        ['project-local', own.local],
      ] as const)
    : []) {
    const file = await readLodeFile(system.files, layer, path);
    if (file.kind === 'read') gates.push({ path, text: file.text, restricted: restrictedOfFile(file) });
  }
  for (const { layer, path } of located.claude.filter((entry) => entry.layer === 'project' || entry.layer === 'local')) {
    const file = await readClaudeFile(system.files, { layer, path });
    if (file.kind === 'read') gates.push({ path, text: file.text, restricted: restrictedOfClaude(file) });
  }
  return gates;
}

/** What the user has said about each file in the store, and whether it still holds. */
export function trustStates(system: System): readonly { readonly path: string; readonly at: string; readonly state: Verdict | 'gone' }[] {
  const { store } = readTrust(system);
  return [...store].map(([path, { at }]) => {
    const read = system.files.readText(path);
    return { path, at, state: read.kind === 'text' ? judge(store, path, trustDigest(path, read.text)) : 'gone' };
  });
}
