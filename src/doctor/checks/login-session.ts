import { awsTime } from '../../auth/token-fields.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { LoginFile } from '../facts/credentials-login.ts';
import type { Finding } from '../finding.ts';
import { isProven } from '../is-proven.ts';

/** What `aws login` left for the profile of the launch. */
export const loginSession: Check = {
  id: 'login-session',
  area: 'credentials',
  title: 'the session of aws login',
  needs: ['profile', 'source'],
  run(facts) {
    const { login } = facts.credentials;
    return login === undefined ? [] : ofLogin(facts, login);
  },
  well: ({ credentials: { login } }) =>
    login === undefined ? 'no session of aws login is needed' : `aws login signed in ${login.principal}, and it renews itself`,
  sentences: {
    'login-session.missing': ({ principal, path }) => `Nobody is signed in by aws login as ${principal}: ${path} is not there.`,
    'login-session.unreadable': ({ principal, path }) =>
      `What aws login left for ${principal} in ${path} cannot be used: it is cut off, or holds no credentials.`,
    'login-session.over': ({ principal, path, at }) => `The session of aws login for ${principal} in ${path} ended at ${at}, and it cannot be renewed.`,
    'login-session.refused': ({ principal, path }) =>
      `AWS refuses to renew the session of aws login for ${principal} in ${path}: it is over, or the principal's password or rights were changed.`,
  },
};

function ofLogin(facts: DoctorFacts, { principal, path, state }: LoginFile): readonly Finding[] {
  const say = (what: string, extra: Finding['args'] = {}): Finding => ({
    code: `login-session.${what}`,
    severity: isProven(facts) ? 'warn' : 'fail',
    args: { principal, path, ...extra },
    remedies: [
      { kind: 'command', words: ['aws', 'login', '--profile', facts.credentials.wanted?.name ?? 'default'], why: 'Sign in once; lode renews it from then on' },
    ],
  });
  if (state.kind !== 'session') return [say(state.kind)];
  if (state.expiresAt <= facts.now && !state.renewable) return [say('over', { at: awsTime(state.expiresAt) })];
  const { obtained } = facts;
  if (obtained.kind !== 'failed' || !/^credentials\.(expired|missing)$/.test(obtained.failure.code)) return [];
  return [{ ...say('refused'), ...(obtained.failure.causedBy === undefined ? {} : { proof: obtained.failure.causedBy }) }];
}
