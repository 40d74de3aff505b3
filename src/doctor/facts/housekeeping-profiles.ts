import { awsFilePaths } from '../../auth/aws-files.ts';
import { splitCommand } from '../../auth/helper/split-command.ts';
import { findStanza } from '../../auth/installed-profile/find-stanza.ts';
import type { System } from '../../system/system.ts';

/** An AWS profile that lode wrote for other tools and that cannot work. */
export type InstalledLeftover = { readonly name: string; readonly path: string; readonly line: number } & (
  | { readonly kind: 'gone'; readonly missing: string; readonly again: readonly string[] }
  | { readonly kind: 'broken'; readonly what: string }
);

/** Looks at each installed profile: whether its marks are whole, and whether the lode that it calls is still there. */
export function findInstalledProfiles(system: System): readonly InstalledLeftover[] {
  const { config: path } = awsFilePaths(system.env, system.home);
  const read = system.files.readText(path);
  if (read.kind !== 'text') return [];
  return namesIn(read.text).flatMap((name): readonly InstalledLeftover[] => {
    const stanza = findStanza(read.text, name);
    if (stanza.kind === 'absent') return [];
    if (stanza.kind === 'broken') return [{ kind: 'broken', name, path, line: stanza.line, what: stanza.what }];
    const words = wordsOf(system, stanza.text);
    const missing = words.slice(0, 2).find((word) => system.files.facts(word) === undefined);
    return missing === undefined ? [] : [{ kind: 'gone', name, path, line: stanza.line, missing, again: commandFor(name, words) }];
  });
}

/** By the first line of each, or the last where the first is missing. */
function namesIn(text: string): readonly string[] {
  const marks = text.matchAll(/^# (?:>>> lode profile (\S+): |<<< lode profile (\S+) \()/gm);
  return [...new Set([...marks].map(([, first, last]) => first ?? last ?? ''))];
}

/** The words of its `credential_process`; none where only a shell could tell. */
function wordsOf({ platform }: System, stanza: string): readonly string[] {
  const line = /^\s*credential_process\s*=\s*(.*)$/m.exec(stanza)?.[1] ?? '';
  if (platform === 'win32') return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const split = splitCommand(line, platform);
  return split.kind === 'words' ? split.words : [];
}

/** The command that writes it anew, for the lode that is here. */
function commandFor(name: string, words: readonly string[]): readonly string[] {
  const given = (flag: string): readonly string[] => {
    const value = words[words.indexOf(flag) + 1];
    return words.includes(flag) && value !== undefined ? [flag, value] : [];
  };
  return ['lode', ...given('--aws-profile'), ...given('-e'), ...given('--region'), 'login', '--install-profile', name];
}
