import { isProfileName, profileNameRule } from '../auth/profile-name.ts';
import { fail } from '../errors.ts';
import { regionFacts } from '../models/catalog.ts';
import { checkRegion } from '../models/region-check.ts';
import { flagLayer } from '../settings/given.ts';
import type { SetupWords } from './setup-words.ts';
import { readStartUrl } from './start-url.ts';

/**
 * Looks at every value that flags give, before anything is asked or anybody signs in: a slip must not cost a sign-in. Throws LodeError (usage) naming the flag.
 */
export function checkWords({ flags, sso }: Pick<SetupWords, 'flags' | 'sso'>): void {
  const layer = flagLayer(flags);
  const region = layer.get('region')?.value;
  if (region !== undefined) checkGivenRegion('--region', String(region));
  if (layer.get('awsCredentialExport') !== undefined) refuseExport();
  const start = sso.startUrl === undefined ? undefined : readStartUrl(sso.startUrl);
  if (start?.kind === 'mistake') refuse('--sso-start-url', sso.startUrl, start.what);
  if (sso.region !== undefined && !/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(sso.region)) refuse('--sso-region', sso.region, 'That is not written like an AWS region.');
  if (sso.profileName !== undefined && !isProfileName(sso.profileName)) refuse('--profile-name', sso.profileName, profileNameRule);
  if (sso.session !== undefined && !isProfileName(sso.session)) refuse('--sso-session', sso.session, profileNameRule.replace('profile', 'session'));
  if (sso.role === '') refuse('--sso-role', sso.role, 'The name of a role is wanted.');
  if (sso.account !== undefined) checkAccount(sso.account);
}

/** A region that the catalog has never heard of may be newer than it. Throws LodeError (usage). */
export function checkGivenRegion(flag: string, region: string): void {
  const check = checkRegion(region);
  if (check.kind === 'ok' || (check.code !== 'malformed' && regionFacts(region) === undefined)) return;
  refuse(flag, region, check.message, check.hints);
}

/** A number, or else a name, which may hold anything. */
function checkAccount(account: string): void {
  if (account.trim() === '') refuse('--sso-account', account, 'The number or the name of an account is wanted.');
  if (/^[\d -]{9,16}$/.test(account) && !/^\d{12}$/.test(account))
    refuse('--sso-account', account, 'The number of an account has twelve digits and nothing else.');
}

/** Whatever a command prints comes before every source that setup chooses among. */
function refuseExport(): never {
  return fail({
    code: 'usage.one-of',
    exit: 'usage',
    message: '--aws-credential-export comes before every source that setup can choose, so setup does not take it. Nothing was written.',
    hints: ['Write it by itself: lode config set awsCredentialExport COMMAND', 'Then region and models: lode config set region REGION, lode models use NAME'],
  });
}

function refuse(flag: string, given: string | undefined, what: string, hints: readonly string[] = []): never {
  return fail({ code: 'usage.setup-answer', exit: 'usage', message: `${flag} ${JSON.stringify(given)}: ${what}`, hints });
}
