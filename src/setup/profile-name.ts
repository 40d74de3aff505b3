import { isProfileName, profileNameRule } from '../auth/profile-name.ts';
import { isSamePlace, ssoLoginOf } from '../auth/sso/sso-login.ts';
import type { AwsFiles } from '../auth/aws-files.ts';
import type { ChosenSession } from './setup-choice.ts';
import { free } from './sso-new.ts';
import type { Assignment } from './sso-assignment.ts';
import type { Stage } from './stage.ts';

/** What a profile of these AWS files that means the very same is called; undefined when there is none. Pure. */
export function profileFor(files: AwsFiles, session: ChosenSession, { account, role }: Assignment): string | undefined {
  return [...files.profiles.values()].find((profile) => {
    const login = ssoLoginOf(files, profile);
    const isTheirs = profile.keys.get('sso_account_id') === account.id && profile.keys.get('sso_role_name') === role;
    return isTheirs && login !== undefined && login.region === session.region && isSamePlace(login.startUrl, session.startUrl);
  })?.name;
}

/** What the new profile is called: a flag's word, else a person's, else one made of the account and the role. Throws LodeError as the asker does. */
export function askProfileName({ asker, words, detected }: Stage, assignment: Assignment): Promise<string> {
  const { profiles } = detected.files;
  return asker.text({
    flag: '--profile-name',
    question: 'Name of the new profile:',
    given: words.sso.profileName,
    byDefault: free(slugOf(assignment), (name) => profiles.has(name)),
    mistake: (name) => {
      if (!isProfileName(name)) return profileNameRule;
      return profiles.has(name) ? `There is a profile ${name} already.` : undefined;
    },
  });
}

/** `sandbox-developer`; the number where the account's name has no letter that can stand in one. Pure. */
export function slugOf({ account, role }: Assignment): string {
  const word = (text: string): string =>
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
  return [word(account.name) || account.id, word(role)].filter((part) => part !== '').join('-');
}
