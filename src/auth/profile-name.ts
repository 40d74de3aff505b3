/** What AWS tools read as the name of a profile or an sso-session, as a sentence. */
export const profileNameRule = 'A profile name may hold letters, digits and _ @ + . % : / - only.';

/** `isProfileName` as a regular expression. */
export const profileNamePattern = '^[\\w@+.%:/-]+$';

/** Whether AWS tools read this as the name of a profile (smithy-typescript, `parseIni`). Pure. */
export function isProfileName(name: string): boolean {
  return new RegExp(profileNamePattern).test(name);
}
