import { fail } from '../../errors.ts';
import type { ConfigChange } from './config-file.ts';
import { findStanza } from './find-stanza.ts';
import { withoutStanza } from './place-stanza.ts';
import { refuseBroken, refuseEdited } from './refuse-stanza.ts';

/** The AWS config file without the stanza of a profile. Throws LodeError when there is none, or somebody changed it and not `force`. Pure. */
export function planUninstall(path: string, { name, force }: { readonly name: string; readonly force: boolean }, before: string | undefined): ConfigChange {
  const found = findStanza(before ?? '', name);
  if (found.kind === 'absent' || before === undefined) return notThere(path, name);
  if (found.kind === 'broken') return refuseBroken(path, name, found);
  if (found.edited && !force) return refuseEdited(path, name, found.line, 'uninstall');
  return { before, after: withoutStanza(before, found) };
}

function notThere(path: string, name: string): never {
  return fail({
    code: 'install.not-installed',
    exit: 'user',
    message: `lode wrote no profile ${name} into ${path}.`,
    hints: [`See what there is: grep '>>> lode profile' ${path}`],
  });
}
