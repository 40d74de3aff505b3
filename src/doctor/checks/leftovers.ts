import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { InstalledLeftover } from '../facts/housekeeping-profiles.ts';
import type { Finding, FindingValue, Remedy } from '../finding.ts';

/** What lode wrote and nobody needs any more, or what needs a lode that is gone. */
export const leftovers: Check = {
  id: 'leftovers',
  area: 'housekeeping',
  title: 'leftovers of lode',
  needs: [],
  run: ({ housekeeping: { leftovers: found } }) => [
    ...files('temporary', found.temporary, 'it was never finished'),
    ...files('sessions', found.sessions, 'no launch of the last month used it; a session that has run for longer would miss it'),
    ...files('locks', found.locks, 'nobody took this lock for a month'),
    ...files('tokens', found.tokens, 'its endpoint has ended'),
    ...found.profiles.map(profile),
    ...timer(found),
  ],
  sentences: {
    'leftovers.temporary': ({ count, folder }) => `${folder} holds ${counted(count, 'unfinished file')} of a lode that was ended.`,
    'leftovers.sessions': ({ count, folder }) => `${folder} holds ${counted(count, 'file')} of sessions that ended long ago.`,
    'leftovers.locks': ({ count, folder }) => `${folder} holds ${counted(count, 'old note')} of locks.`,
    'leftovers.tokens': ({ count, folder }) => `${folder} holds ${counted(count, 'token')} of credential endpoints that have ended.`,
    'leftovers.profile': ({ name, path, line, missing }) =>
      `${path}:${line}: profile ${name}, which lode wrote for other tools, cannot work: ${missing} is gone.`,
    'leftovers.profile-marks': ({ name, path, line, what }) => `${path}:${line}: of profile ${name}, which lode wrote for other tools, ${what}.`,
    'leftovers.timer': ({ kind, missing }) => `The timer that renews credentials (${kind}) cannot work: ${[missing].flat().join(', ')} is gone.`,
  },
  well: () => 'nothing is left over',
};

function counted(count: FindingValue | undefined, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** One finding per folder. */
function files(what: string, paths: readonly string[], why: string): readonly Finding[] {
  const folders = [...new Set(paths.map(folderOf))];
  return folders.map((folder) => {
    const inside = paths.filter((path) => folderOf(path) === folder);
    const remedies = inside.map((path): Remedy => ({ kind: 'remove', path, why }));
    return { code: `leftovers.${what}`, severity: 'note', args: { count: inside.length, folder }, remedies };
  });
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}

function profile(found: InstalledLeftover): Finding {
  const { name, path, line } = found;
  const takeOut: Remedy = { kind: 'command', words: ['lode', 'login', '--uninstall-profile', name], why: 'or takes it out' };
  if (found.kind === 'broken') {
    const words = { kind: 'words', text: `Remove what is left of it from ${path} by hand, from line ${line}.` } as const;
    return { code: 'leftovers.profile-marks', severity: 'warn', args: { name, path, line, what: found.what }, remedies: [words] };
  }
  const again: Remedy = { kind: 'command', words: found.again, why: 'writes it for the lode that is here' };
  return { code: 'leftovers.profile', severity: 'warn', args: { name, path, line, missing: found.missing }, remedies: [again, takeOut] };
}

function timer({ timer: found }: DoctorFacts['housekeeping']['leftovers']): readonly Finding[] {
  if (found === undefined || found.missing.length === 0) return [];
  const remedies: readonly Remedy[] = [
    { kind: 'command', words: ['lode', 'refresh', '--install'], why: 'installs it for the lode that is here' },
    { kind: 'command', words: ['lode', 'refresh', '--uninstall'], why: 'or takes it out' },
  ];
  return [{ code: 'leftovers.timer', severity: 'warn', args: { kind: found.kind, missing: found.missing }, remedies }];
}
