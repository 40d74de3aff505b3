import { fail } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import { quoteForPosix } from '../../posix-quote.ts';
import type { AwsFiles } from '../aws-files.ts';
import { ssoLoginOf, type SsoLogin } from './sso-login.ts';

/** The sign-in of an `[sso-session]` section by its name. Throws LodeError naming the file and the nearest names. Pure. */
export function namedSession(files: AwsFiles, name: string): SsoLogin {
  const login = ssoLoginOf(files, { name, keys: new Map([['sso_session', name]]) });
  if (login !== undefined) return login;
  const names = [...files.ssoSessions.keys()];
  const near = nearest(name, names);
  const there = files.ssoSessions.has(name);
  return fail({
    code: there ? 'login.session-incomplete' : 'login.session-missing',
    exit: 'user',
    message: there
      ? `[sso-session ${name}] in ${files.paths.config} lacks sso_start_url or sso_region.`
      : `There is no [sso-session ${name}] in ${files.paths.config}.`,
    hints: [
      ...(near.length > 0 && !there ? [`Did you mean: ${near.join(', ')}?`] : []),
      ...(names.length > 0 && !there ? [`Sessions found: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`] : []),
      there ? 'Complete it there, or make another: lode setup --source sso' : `Make it, with a profile: lode setup --sso-session ${quoteForPosix(name)}`,
    ],
  });
}
