import { awsTime } from '../../auth/token-fields.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding } from '../finding.ts';
import { signInCommand } from '../sign-in-command.ts';

/** The registration by which a sign-in's token is renewed. */
export const ssoRegistration: Check = {
  id: 'sso-registration',
  area: 'credentials',
  title: "the sign-in's client registration",
  needs: ['profile', 'sso-region', 'source'],
  run: (facts) => over(facts),
  well({ credentials: { signIn } }) {
    const endsAt = signIn?.token.kind === 'token' ? signIn.token.registrationEndsAt : undefined;
    return endsAt === undefined || endsAt === Number.POSITIVE_INFINITY
      ? 'no client registration is needed, or it says no end'
      : `the client registration lasts until ${awsTime(endsAt)}`;
  },
  sentences: {
    'sso-registration.over': ({ title, path, at, until }) =>
      `The client registration of ${title} in ${path} ended at ${at}, so its token cannot be renewed; the token itself ${until}.`,
  },
};

function over(facts: DoctorFacts): readonly Finding[] {
  const { credentials, now } = facts;
  const token = credentials.signIn?.token;
  if (credentials.signIn === undefined || token?.kind !== 'token' || token.registrationEndsAt === undefined || token.registrationEndsAt > now) return [];
  const good = token.expiresAt > now;
  const args = {
    title: credentials.signIn.title,
    path: credentials.signIn.path,
    at: awsTime(token.registrationEndsAt),
    until: good ? `is good until ${awsTime(token.expiresAt)}` : `ended at ${awsTime(token.expiresAt)}`,
  };
  return [{ code: 'sso-registration.over', severity: good ? 'warn' : 'fail', args, remedies: [signInCommand(facts, 'Register and sign in again')] }];
}
