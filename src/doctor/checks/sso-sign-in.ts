import { awsTime } from '../../auth/token-fields.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { SignIn } from '../facts/credentials-sign-in.ts';
import type { Finding, Remedy } from '../finding.ts';
import { isProven } from '../is-proven.ts';
import { signInCommand } from '../sign-in-command.ts';

/** The sign-in to IAM Identity Center that the credentials come from. */
export const ssoSignIn: Check = {
  id: 'sso-sign-in',
  area: 'credentials',
  title: 'the sign-in to IAM Identity Center',
  needs: ['profile', 'sso-region', 'source', 'sso-registration'],
  run(facts) {
    const { signIn } = facts.credentials;
    return signIn === undefined ? [] : (trouble(facts, signIn) ?? legacy(facts, signIn));
  },
  well({ credentials: { signIn } }) {
    if (signIn?.token.kind !== 'token') return 'no sign-in to IAM Identity Center is needed';
    return `signed in to ${signIn.title} until ${awsTime(signIn.token.expiresAt)}${signIn.token.renewable ? ', and it renews itself' : ''}`;
  },
  sentences: {
    'sso-sign-in.missing': ({ title, path }) => `Nobody is signed in to ${title}: ${path} is not there.`,
    'sso-sign-in.unreadable': ({ title, path, why }) => `The sign-in to ${title} in ${path} cannot be used: ${why}.`,
    'sso-sign-in.elsewhere': ({ title, path, url }) => `The sign-in in ${path} is to ${url}, and not to ${title}.`,
    'sso-sign-in.over': ({ title, path, at }) => `The sign-in to ${title} in ${path} ended at ${at}, and its token cannot be renewed.`,
    'sso-sign-in.refused': ({ title, path, at }) =>
      `AWS refuses the sign-in to ${title}, although ${path} says it lasts until ${at}: it was ended elsewhere, or its refresh token was used before.`,
    'sso-sign-in.renewal-refused': ({ title, path, at }) =>
      `The sign-in to ${title} in ${path} ended at ${at}, and AWS refused to renew it: its refresh token was used before, or the session was ended.`,
    'sso-sign-in.no-renewal': ({ title, path }) =>
      `The sign-in to ${title} cannot renew itself, because the profile in ${path} names its start URL instead of an sso_session; it ends within hours.`,
  },
};

function trouble(facts: DoctorFacts, { title, path, token }: SignIn): readonly Finding[] | undefined {
  switch (token.kind) {
    case 'missing':
      return [finding(facts, 'missing', { title, path })];
    case 'unreadable':
      return [finding(facts, 'unreadable', { title, path, why: token.why })];
    case 'elsewhere':
      return [finding(facts, 'elsewhere', { title, path, url: token.startUrl })];
    case 'token':
      return ofToken(facts, { title, path, at: awsTime(token.expiresAt) }, token.expiresAt <= facts.now, token.renewable);
  }
}

function ofToken(
  facts: DoctorFacts,
  args: { readonly title: string; readonly path: string; readonly at: string },
  isOver: boolean,
  renewable: boolean,
): readonly Finding[] | undefined {
  if (isOver && !renewable) return [finding(facts, 'over', args)];
  const { obtained } = facts;
  if (obtained.kind !== 'failed' || !/^credentials\.(expired|missing)$/.test(obtained.failure.code)) return undefined;
  const proof = obtained.failure.causedBy;
  return [{ ...finding(facts, isOver ? 'renewal-refused' : 'refused', args), ...(proof === undefined ? {} : { proof }) }];
}

/** Credentials of a former sign-in may still be good: then nothing is shut yet. */
function finding(facts: DoctorFacts, what: string, args: Finding['args']): Finding {
  return { code: `sso-sign-in.${what}`, severity: isProven(facts) ? 'warn' : 'fail', args, remedies: [signInCommand(facts)] };
}

function legacy(facts: DoctorFacts, { title, sessionName }: SignIn): readonly Finding[] {
  if (sessionName !== undefined) return [];
  const remedy: Remedy = { kind: 'command', words: ['lode', 'setup', '--source', 'sso'], why: 'Make a profile with an SSO session, whose token renews itself' };
  return [{ code: 'sso-sign-in.no-renewal', severity: 'note', args: { title, path: facts.awsFiles.paths.config }, remedies: [remedy] }];
}
