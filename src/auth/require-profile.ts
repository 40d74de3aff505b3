import { fail } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { AwsFiles } from './aws-files.ts';
import { isProfileName, profileNameRule } from './profile-name.ts';
import { profileChain, profileVia, whatIsMissing } from './profiles.ts';
import type { CredentialSource } from './source.ts';

type ProfileSearch = { readonly kind: 'found'; readonly source: CredentialSource } | { readonly kind: 'missing' | 'empty'; readonly why: string };

/** A profile by name, as a source of credentials, or why it is none. */
export function findProfile(files: AwsFiles, name: string): ProfileSearch {
  const profile = files.profiles.get(name);
  if (!profile) return { kind: 'missing', why: `there is no profile ${name} in ${files.paths.config}` };
  const via = profileVia(profile);
  const lost = lostSession(files, name);
  if (lost !== undefined) return { kind: 'empty', why: lost };
  if (!via) return { kind: 'empty', why: `profile ${name} in ${files.paths.config} ${whatIsMissing(profile)}` };
  return { kind: 'found', source: { kind: 'profile', profile: name, via } };
}

/** An `sso_session` that nobody defined, in the profile or one that it leads to; the SDK stumbles over it. */
function lostSession(files: AwsFiles, name: string): string | undefined {
  const lost = profileChain(files, name).find(({ keys }) => keys.has('sso_session') && !files.ssoSessions.has(keys.get('sso_session') ?? ''));
  return (
    lost &&
    `profile ${lost.name} names the sso_session ${lost.keys.get('sso_session')}, and ${files.paths.config} has no section [sso-session ${lost.keys.get('sso_session')}]`
  );
}

/** A profile that must be there. Throws LodeError naming the place that asked, the nearest names and what hides it. */
export function requireProfile(files: AwsFiles, name: string, setBy: string): CredentialSource {
  const found = findProfile(files, name);
  if (found.kind === 'found') return found.source;
  return fail({
    code: `credentials.profile-${found.kind}`,
    exit: 'user',
    message: `Profile "${name}" (set by ${setBy}) cannot be used: ${found.why}.`,
    hints: found.kind === 'missing' ? missingHints(files, name) : emptyHints(files, name),
  });
}

function missingHints(files: AwsFiles, name: string): readonly string[] {
  const names = [...files.profiles.keys()];
  const near = nearest(name, names);
  return [
    ...misnamedHints(files, name),
    ...(near.length > 0 ? [`Did you mean: ${near.join(', ')}?`] : []),
    ...(names.length > 0 ? [`Profiles found: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`] : []),
    ...unreadLines(files),
    names.length > 0 ? 'Name one of them: lode config set awsProfile NAME' : `Make it: lode setup --source sso --profile-name ${quoteForPosix(name)}`,
  ];
}

function emptyHints(files: AwsFiles, name: string): readonly string[] {
  return [`Give profile ${name} a source of credentials there, or make another: lode setup --source sso`, ...unreadLines(files)];
}

/** Sections that look like the profile that is missed, and are not read as one. */
function misnamedHints({ ignored, paths }: AwsFiles, name: string): readonly string[] {
  const bare = (title: string): string =>
    title
      .trim()
      .replace(/^profile\s+/, '')
      .replace(/^(["'])(.*)\1$/, '$2')
      .trim();
  return ignored
    .filter(({ title }) => bare(title) === name)
    .map(({ file, title, line }) => {
      const right = file === 'config' && name !== 'default' ? `[profile ${name}]` : `[${name}]`;
      const remedy = isProfileName(name) ? `Write ${right} there.` : profileNameRule;
      return `${paths[file]}:${line} says [${title}], which AWS does not read as this profile. ${remedy}`;
    });
}

/** The first lines that nobody can read: the key that is missed may stand there. */
function unreadLines({ problems }: AwsFiles): readonly string[] {
  return problems.slice(0, 3).map(({ path, line, what }) => `${path}:${line} is not read: ${what}`);
}
