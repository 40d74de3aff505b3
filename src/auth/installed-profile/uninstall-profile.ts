import { fail } from '../../errors.ts';
import type { ConfigChange } from './config-file.ts';
import { findStanza, outsideOf } from './find-stanza.ts';
import { withoutStanza } from './place-stanza.ts';
import { forceHint, refuseBroken, refuseEdited } from './refuse-stanza.ts';
import { sessionsInUse, type SessionInUse } from './session-in-use.ts';

/** The AWS config file without the stanza of a profile. Throws LodeError when there is none, or somebody changed it and not `force`. Pure. */
export function planUninstall(path: string, { name, force }: { readonly name: string; readonly force: boolean }, before: string | undefined): ConfigChange {
  const found = findStanza(before ?? '', name);
  if (found.kind === 'absent' || before === undefined) return notThere(path, name);
  if (found.kind === 'broken') return refuseBroken(path, name, found);
  if (found.edited && !force) return refuseEdited(path, name, found.line, [forceHint(name, 'uninstall')]);
  const needed = sessionsInUse(found.text, outsideOf(before, found))[0];
  if (needed !== undefined && !force) return stillNeeded(path, name, needed);
  return { before, after: withoutStanza(before, found) };
}

function stillNeeded(path: string, name: string, { session, user }: SessionInUse): never {
  return fail({
    code: 'install.session-in-use',
    exit: 'user',
    message: `With profile ${name} the sso-session ${session} would go from ${path}, and profile ${user} signs in by it. Nothing was changed.`,
    hints: [`Take it out all the same: lode login --uninstall-profile ${name} --force`],
  });
}

function notThere(path: string, name: string): never {
  return fail({
    code: 'install.not-installed',
    exit: 'user',
    message: `lode wrote no profile ${name} into ${path}.`,
    hints: [`See what there is: grep '>>> lode profile' ${path}`],
  });
}
