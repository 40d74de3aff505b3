import { allLogins } from '../auth/sso/login-profiles.ts';
import { namedSession } from '../auth/sso/named-session.ts';
import { isSamePlace, type SsoLogin } from '../auth/sso/sso-login.ts';
import { fail } from '../errors.ts';
import { fittedRow } from './fitted-row.ts';
import { signInOf, signInWords } from './sign-in-state.ts';
import type { Stage } from './stage.ts';
import { readStartUrl } from './start-url.ts';

/** No session can have a name with a blank in it. */
const another = 'another page';

/**
 * The `[sso-session]` of the AWS config file to sign in by, if it is one of those; undefined: another one is to be made. Flags first, then whoever answers.
 * Throws LodeError as the asker does, and for a session that says something else than the flags.
 */
export async function askKnownSession(stage: Stage): Promise<SsoLogin | undefined> {
  const { files } = stage.detected;
  const { startUrl, session, region } = stage.words.sso;
  const known = allLogins(files).filter(({ sessionName }) => sessionName !== undefined);
  const asked = startUrl === undefined ? undefined : readStartUrl(startUrl);
  const place = asked?.kind === 'url' ? asked.url : undefined;
  if (session !== undefined && files.ssoSessions.has(session)) return agreeing(stage, namedSession(files, session), place);
  if (startUrl !== undefined || session !== undefined) {
    const same = known.filter((login) => place !== undefined && isSamePlace(login.startUrl, place) && (region ?? login.region) === login.region);
    return session === undefined ? same[0] : undefined;
  }
  return known.length === 0 ? undefined : choose(stage, known);
}

async function choose({ system, asker }: Stage, known: readonly SsoLogin[]): Promise<SsoLogin | undefined> {
  const rows = known.map((login) => ({ login, found: signInOf(system, login) }));
  const goesOn = rows.find(({ found }) => found.signIn === 'lasts') ?? rows.find(({ found }) => found.signIn === 'renews');
  const chosen = await asker.select({
    flag: '--sso-session',
    question: 'Sign in by which session?',
    noun: 'session',
    given: undefined,
    byDefault: goesOn?.login.cacheName ?? (known.length === 1 ? known[0]?.cacheName : undefined),
    choices: [
      ...rows.map(({ login, found }) => {
        const name = `session ${login.cacheName} · ${login.startUrl} · ${signInWords(found, system.now())}`;
        return fittedRow({ value: login.cacheName, name, description: `Region ${login.region}` }, system.terminal.columns);
      }),
      { value: another, name: 'Another sign-in page' },
    ],
  });
  return known.find(({ cacheName }) => cacheName === chosen);
}

/** The session if the flags say nothing else of it. */
function agreeing({ detected, words }: Stage, login: SsoLogin, place: string | undefined): SsoLogin {
  const { region, startUrl } = words.sso;
  const { paths } = detected.files;
  if (startUrl !== undefined && (place === undefined || !isSamePlace(place, login.startUrl))) {
    return disagreement(`--sso-start-url says ${startUrl}`, login, `${paths.config} says ${login.startUrl}`);
  }
  if (region === undefined || region === login.region) return login;
  return disagreement(`--sso-region says ${region}`, login, `${paths.config} says ${login.region}`);
}

function disagreement(flag: string, { cacheName }: SsoLogin, file: string): never {
  return fail({
    code: 'usage.setup-answer',
    exit: 'usage',
    message: `${flag}, and [sso-session ${cacheName}] in ${file}. Nothing was written.`,
    hints: ['Leave the flag out to sign in there', 'Give another name for a session of its own: lode setup --sso-session NAME'],
  });
}
