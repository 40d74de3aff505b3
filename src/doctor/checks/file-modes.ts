import type { Check } from '../check.ts';
import type { LooseRights } from '../facts/housekeeping-rights.ts';
import type { Finding, FindingValue, Remedy } from '../finding.ts';
import { quoteForPosix } from '../../posix-quote.ts';

/** Who can read and change what lode and AWS's tools keep: files 0600, folders 0700. */
export const fileModes: Check = {
  id: 'file-modes',
  area: 'housekeeping',
  title: 'rights of files that hold secrets',
  needs: [],
  run: ({ housekeeping: { rights } }) => {
    const ours = rights.filter((one) => one.ours);
    return [
      ...modes('secret', ours.filter(isOpenSecret)),
      ...modes(
        'writable',
        ours.filter((one) => !isOpenSecret(one) && isWritable(one)),
      ),
      ...modes(
        'open',
        ours.filter((one) => one.role === 'own' && !isWritable(one) && one.reachable),
      ),
      ...foreign(rights.filter((one) => !one.ours && one.written)),
    ];
  },
  sentences: {
    'file-modes.secret': ({ paths, reached }) => `${listed(paths)} ${holds(paths)} secrets, and its mode lets others read it${shield(reached)}.`,
    'file-modes.writable': ({ paths, reached }) =>
      `${listed(paths)} can be changed by others, who could choose what is run or which account is used${shield(reached)}.`,
    'file-modes.open': ({ paths }) => `${listed(paths)} can be read by others, though lode makes it for you alone.`,
    'file-modes.foreign': ({ paths }) => `${listed(paths)} belongs to another user, as after a run with sudo, so lode writes nothing there.`,
  },
  well: ({ housekeeping: { platform } }) => (platform === 'win32' ? 'modes: none are looked at on Windows' : 'nobody else can read secrets here'),
};

function isOpenSecret({ role, mode }: LooseRights): boolean {
  return role === 'secret' && (mode & 0o077) !== 0;
}

/** In a folder with the sticky bit others can only add. */
function isWritable({ kind, mode }: LooseRights): boolean {
  return (mode & 0o022) !== 0 && !(kind === 'folder' && (mode & 0o1000) !== 0);
}

function modes(what: 'secret' | 'writable' | 'open', all: readonly LooseRights[]): readonly Finding[] {
  const byReach = [all.filter((one) => one.reachable), all.filter((one) => !one.reachable)];
  return byReach.flatMap((found, index): readonly Finding[] => {
    if (found.length === 0) return [];
    const reached = index === 0 ? 'yes' : 'no';
    return [
      {
        code: `file-modes.${what}`,
        severity: severityOf(what, found, reached === 'yes'),
        args: { paths: found.map(({ path, mode }) => `${path} (${mode.toString(8).padStart(4, '0')})`), reached },
        remedies: found.map(tighten),
      },
    ];
  });
}

/** What is no secret may still be read by whom it could be read by before. */
function tighten({ path, kind, role, mode }: LooseRights): Remedy {
  const why = role === 'secret' || role === 'own' ? 'for you alone' : 'for you alone to change';
  const whole = kind === 'folder' ? 0o700 : 0o600;
  return { kind: 'mode', path, mode: role === 'secret' || role === 'own' ? whole : mode & 0o7755, why };
}

/** Where a group of one's own is the rule, as with umask 002, only what everybody can change is an open door. */
function severityOf(what: 'secret' | 'writable' | 'open', found: readonly LooseRights[], reached: boolean): 'warn' | 'note' {
  if (!reached || what === 'open') return 'note';
  return what === 'secret' || found.some(({ mode }) => (mode & 0o002) !== 0) ? 'warn' : 'note';
}

function foreign(found: readonly LooseRights[]): readonly Finding[] {
  // Whoever owns a folder is named once, and not for each file in it.
  const tops = found.filter(({ path }) => !found.some((other) => path.startsWith(`${other.path}/`)));
  if (tops.length === 0) return [];
  const paths = tops.map(({ path }) => path);
  const remedy = { kind: 'words', text: `Make it yours again: sudo chown -R "$USER" ${paths.map(quoteForPosix).join(' ')}` } as const;
  return [{ code: 'file-modes.foreign', severity: 'warn', args: { paths }, remedies: [remedy] }];
}

const shown = 4;

function listed(paths: FindingValue | undefined): string {
  const all = [paths ?? []].flat().map(String);
  return all.length <= shown ? all.join(', ') : `${all.slice(0, shown).join(', ')} and ${all.length - shown} more`;
}

function holds(paths: FindingValue | undefined): string {
  return Array.isArray(paths) && paths.length > 1 ? 'hold' : 'holds';
}

function shield(reached: FindingValue | undefined): string {
  return reached === 'no' ? '; a folder above keeps them out for now' : '';
}
