import { fail } from '../errors.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { AwsFiles } from './aws-files.ts';
import { profileChain, profileVia, type AwsProfile } from './profiles.ts';
import { describeSource, type CredentialSource } from './source.ts';

/** What was asked of a source that has no sign-in of lode's. */
export type SignInWord = 'login' | 'logout';

/** Ends a command that a source has nothing for: says what the source is, and what to do instead. Exit 1. */
export function refuseSignIn(files: AwsFiles, source: CredentialSource, word: SignInWord): never {
  const doing = word === 'login' ? 'sign in to' : 'sign out of';
  const { why, hints } = source.kind === 'profile' ? ofProfile(files, source.profile, word) : { why: '', hints: [] };
  const isNothing = source.kind === 'instance-role';
  const what = isNothing
    ? "no credentials were found, and a launch would ask this machine's instance metadata for a role"
    : `a launch would use ${source.kind === 'profile' ? '' : 'the '}${describeSource(source)}${why}`;
  return fail({
    code: `${word}.nothing-to-do`,
    exit: 'user',
    message: `There is nothing to ${doing}: ${what}.`,
    hints: [...hints, ...otherHints(files, word, isNothing)],
  });
}

interface Reason {
  /** The end of the sentence. */
  readonly why: string;
  readonly hints: readonly string[];
}

/** The profile that the credentials come from in the end decides; the roles on the way to it are assumed by themselves. */
function ofProfile(files: AwsFiles, name: string, word: SignInWord): Reason {
  const chain = profileChain(files, name);
  const base = chain.at(-1);
  if (base === undefined) return { why: '', hints: [] };
  const mfa = word === 'logout' ? undefined : chain.find(({ keys }) => keys.has('mfa_serial'));
  if (mfa !== undefined)
    return { why: by(base, name), hints: [`lode asks for the MFA code of profile ${mfa.name} when it is needed: ${command(name, 'status')}`] };
  return { why: `${by(base, name)}${whatItDoes(base)}`, hints: hintsFor(files, base, word) };
}

function by(base: AwsProfile, name: string): string {
  const via = profileVia(base);
  if (base.name === name || via === undefined) return '';
  return `, by way of ${describeSource({ kind: 'profile', profile: base.name, via })}`;
}

function whatItDoes(base: AwsProfile): string {
  switch (profileVia(base)) {
    case 'process':
      return ', whose program signs in by itself';
    case 'sso-session':
    case 'sso-legacy':
      return ', which lacks sso_start_url or sso_region';
    default:
      return '';
  }
}

function hintsFor({ paths }: AwsFiles, base: AwsProfile, word: SignInWord): readonly string[] {
  const name = quoteForPosix(base.name);
  switch (profileVia(base)) {
    case 'login':
      return word === 'login' ? [`Sign in once by the AWS CLI 2.32 or later; lode renews it from then on: aws login --profile ${name}`] : [];
    case 'keys':
      return word === 'login' ? [`See whose key it is: ${command(base.name, 'status')}`] : [`To give the key up, take it out of ${paths.credentials}`];
    case 'sso-session':
    case 'sso-legacy':
      return [`Complete profile ${base.name} in ${paths.config}, or make another: lode setup --source sso`];
    default:
      return [];
  }
}

/** Whoever asks for a sign-in without having one in mind may have meant another profile. */
function otherHints(files: AwsFiles, word: SignInWord, isNothing: boolean): readonly string[] {
  const names = [...files.profiles.values()].filter((profile) => profileVia(profile)?.startsWith('sso-') === true).map(({ name }) => name);
  if (names.length === 0 && word === 'logout') return [];
  if (names.length === 0) return [isNothing ? 'Set it up: lode setup' : 'Make a profile with a sign-in: lode setup --source sso'];
  return [`Profiles with a sign-in: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}. Name one: lode --aws-profile NAME ${word}`];
}

function command(profile: string, word: string): string {
  return `lode --aws-profile ${quoteForPosix(profile)} ${word}`;
}
