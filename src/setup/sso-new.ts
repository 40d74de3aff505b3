import { isProfileName } from '../auth/profile-name.ts';
import { knownRegions, regionWithPlace } from '../models/region-names.ts';
import type { ChosenSession } from './setup-choice.ts';
import type { Stage } from './stage.ts';
import { readStartUrl, sessionNameFor } from './start-url.ts';

/**
 * An `[sso-session]` that is not in the AWS config file yet: where it signs in, in which region, and its name. `previous` is what did not work. Throws LodeError
 * as the asker does.
 */
export async function askNewSession(stage: Stage, previous?: ChosenSession): Promise<ChosenSession> {
  const { startUrl, region: told } = await askStartUrl(stage, previous);
  const region = await askSsoRegion(stage, previous?.region ?? told);
  return { name: await askSessionName(stage, startUrl), startUrl, region, isNew: true };
}

async function askStartUrl({ asker, words }: Stage, previous: ChosenSession | undefined): Promise<{ startUrl: string; region: string | undefined }> {
  if (words.sso.startUrl === undefined && !words.yes) asker.say('The sign-in page of an organisation looks like https://acme.awsapps.com/start');
  const typed = await asker.text({
    flag: '--sso-start-url',
    question: 'Address of your sign-in page (start URL):',
    given: words.sso.startUrl,
    byDefault: previous?.startUrl,
    mistake: (answer) => {
      const read = readStartUrl(answer);
      return read.kind === 'mistake' ? read.what : undefined;
    },
  });
  const read = readStartUrl(typed);
  const { url, region } = read.kind === 'url' ? read : { url: typed, region: undefined };
  if (url !== typed) asker.say(`Understood as ${url}`);
  return { startUrl: url, region };
}

function askSsoRegion({ asker, words, before, system }: Stage, told: string | undefined): Promise<string> {
  const { region: given } = words.sso;
  const near = [told, before.region, system.env['AWS_REGION'], system.env['AWS_DEFAULT_REGION']].find((region) => region !== undefined && region !== '');
  // AWS opens regions faster than anybody lists them.
  const other = [given, near].filter((region) => region !== undefined && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region));
  const regions = [...new Set([...knownRegions, ...other])].filter((region) => region !== undefined);
  return asker.select({
    flag: '--sso-region',
    question: 'Region of IAM Identity Center (not of the models):',
    noun: 'region',
    given,
    byDefault: near ?? 'us-east-1',
    choices: regions.map((value) => ({ value, name: regionWithPlace(value) })),
  });
}

/** The name comes from the address, and is only asked for where it stands for another address already. */
async function askSessionName({ asker, words, detected }: Stage, startUrl: string): Promise<string> {
  const { ssoSessions } = detected.files;
  const derived = sessionNameFor(startUrl);
  if (words.sso.session === undefined && !ssoSessions.has(derived)) return derived;
  return asker.text({
    flag: '--sso-session',
    question: 'Name of the new session:',
    given: words.sso.session,
    byDefault: free(derived, (name) => ssoSessions.has(name)),
    mistake: (name) => {
      if (!isProfileName(name)) return 'A session name may hold letters, digits and _ @ + . % : / - only.';
      return ssoSessions.has(name) ? `There is a session ${name} already, for ${ssoSessions.get(name)?.keys.get('sso_start_url') ?? 'no address'}.` : undefined;
    },
  });
}

/** The name, or the first of `name-2`, `name-3`, … that nothing has. Pure. */
export function free(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!isTaken(candidate)) return candidate;
  }
}
