import { fail } from '../../errors.ts';
import { quoteForPosix } from '../../posix-quote.ts';
import type { AwsFiles } from '../aws-files.ts';
import { isProfileName, profileNameRule } from '../profile-name.ts';
import type { ConfigChange } from './config-file.ts';
import { findStanza, outsideOf } from './find-stanza.ts';
import { installedCommand, type InstalledProgram, type InstallWish } from './installed-command.ts';
import { withStanza } from './place-stanza.ts';
import { refuseCircle, refuseTaken } from './refuse-name.ts';
import { forceHint, refuseBroken, refuseEdited } from './refuse-stanza.ts';

/** What the user's AWS files say. */
interface AwsTexts {
  readonly files: AwsFiles;
  /** The credentials file as it stands. */
  readonly credentials: string;
}

/**
 * The AWS config file with a profile that asks lode for the credentials of another profile; the same text when it says so already. Throws LodeError
 * for a name that is taken, that would call itself or that AWS does not read, and for a stanza that somebody changed, unless `force`. Pure.
 */
export function planInstall(system: InstalledProgram, { files, credentials }: AwsTexts, wish: InstallWish, before: string | undefined): ConfigChange {
  requireName(wish.name);
  const path = files.paths.config;
  const found = findStanza(before ?? '', wish.name);
  if (found.kind === 'broken') return refuseBroken(path, wish.name, found);
  const there = found.kind === 'found' ? found : undefined;
  if (there?.edited && !wish.force) return refuseEdited(path, wish.name, there.line, [forceHint(wish.name, 'install')]);
  refuseCircle(files, wish, before ?? '');
  const another = `Choose another name: lode login --install-profile ${wish.name}-lode --aws-profile ${quoteForPosix(wish.source)}`;
  refuseTaken(files.paths, wish.name, { outside: outsideOf(before ?? '', there), credentials }, [another]);
  const profile = { name: wish.name, command: installedCommand(system, wish), region: wish.region };
  return { before, after: withStanza(before, profile, there) };
}

function requireName(name: string): void {
  if (isProfileName(name)) return;
  fail({
    code: 'usage.profile-name',
    exit: 'usage',
    message: `${JSON.stringify(name)} cannot be the name of an AWS profile.`,
    hints: [profileNameRule],
  });
}
