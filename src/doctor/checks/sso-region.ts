import type { AwsProfile } from '../../auth/profiles.ts';
import { regionFacts } from '../../models/catalog.ts';
import { checkRegion } from '../../models/region-check.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding, Severity } from '../finding.ts';
import { isProven } from '../is-proven.ts';
import { seen } from '../look.ts';
import { chainInUse } from '../profiles-in-use.ts';

/** Where the sign-in to IAM Identity Center takes place; it need not be where models are called. */
export const ssoRegion: Check = {
  id: 'sso-region',
  area: 'aws files',
  title: 'the place of the sign-in',
  needs: ['profile'],
  run(facts) {
    const place = placeOf(facts);
    return place === undefined ? [] : (wrongUrl(facts, place) ?? wrongRegion(facts, place) ?? differs(facts, place));
  },
  well(facts) {
    const place = placeOf(facts);
    return place === undefined
      ? 'no sign-in to IAM Identity Center is used'
      : `the sign-in of [${place.section}] takes place in ${place.keys.get('sso_region')}, as Bedrock does`;
  },
  sentences: {
    'sso-region.missing': ({ section, path }) => `[${section}] in ${path} has no sso_region, so nobody can sign in.`,
    'sso-region.malformed': ({ section, path, region }) => `[${section}] in ${path} has sso_region = ${region}, which is no AWS region.`,
    'sso-region.start-url': ({ section, path, url }) => `[${section}] in ${path} has sso_start_url = ${url}, which is no https address.`,
    'sso-region.differs': ({ section, region, bedrock }) =>
      `The sign-in of [${section}] takes place in ${region}, and models are called in ${bedrock}; both are right where they are.`,
  },
};

interface Place {
  readonly section: string;
  readonly keys: AwsProfile['keys'];
}

/** The section that says where to sign in. */
function placeOf(facts: DoctorFacts): Place | undefined {
  for (const { name, keys } of chainInUse(facts)) {
    const session = keys.get('sso_session');
    if (session !== undefined) return { section: `sso-session ${session}`, keys: seen(facts.awsFiles.files)?.ssoSessions.get(session)?.keys ?? new Map() };
    if (keys.has('sso_start_url') || keys.has('sso_role_name')) return { section: name === 'default' ? name : `profile ${name}`, keys };
  }
  return undefined;
}

function finding(
  facts: DoctorFacts,
  what: string,
  severity: Exclude<Severity, 'skip'>,
  { section }: Place,
  args: Finding['args'],
  remedy: string,
): readonly Finding[] {
  const { config: path } = facts.awsFiles.paths;
  return [
    {
      code: `sso-region.${what}`,
      severity,
      args: { section, path, ...args },
      remedies: remedy === '' ? [] : [{ kind: 'words', text: remedy.replace('{path}', path) }],
    },
  ];
}

function wrongUrl(facts: DoctorFacts, place: Place): readonly Finding[] | undefined {
  const url = place.keys.get('sso_start_url');
  if (url === undefined || /^https:\/\/[\w.-]+\.\w/.test(url) || /^http:\/\/(127\.\d|localhost|\[::1\])/.test(url)) return undefined;
  return finding(
    facts,
    'start-url',
    isProven(facts) ? 'warn' : 'fail',
    place,
    { url },
    `Write the address of your access portal, e.g. https://d-1234567890.awsapps.com/start, in [${place.section}] of {path}`,
  );
}

function wrongRegion(facts: DoctorFacts, place: Place): readonly Finding[] | undefined {
  const region = place.keys.get('sso_region');
  const text = `Write sso_region = REGION, the region of your IAM Identity Center, in [${place.section}] of {path}`;
  if (region === undefined) return finding(facts, 'missing', isProven(facts) ? 'warn' : 'fail', place, {}, text);
  const check = checkRegion(region);
  const misspelt = regionFacts(region) === undefined && check.kind === 'refused' && check.code === 'malformed';
  // One that the catalog does not know may be newer than it; nobody answering there says more.
  const unheard = regionFacts(region) === undefined && facts.obtained.kind === 'failed' && facts.obtained.failure.code === 'credentials.network';
  if (isProven(facts) || !(misspelt || unheard)) return undefined;
  return finding(facts, 'malformed', 'fail', place, { region }, text);
}

function differs(facts: DoctorFacts, place: Place): readonly Finding[] {
  const [region, bedrock] = [place.keys.get('sso_region') ?? '', seen(facts.base.session)?.region.region];
  return bedrock === undefined || bedrock === region ? [] : finding(facts, 'differs', 'note', place, { region, bedrock }, '');
}
