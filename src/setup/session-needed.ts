import { profilesIn } from '../auth/installed-profile/session-in-use.ts';
import { beforeEdit, type EditStep } from '../changes/edit-step.ts';
import { withoutInserted } from '../changes/take-out.ts';

/** An `[sso-session]` that an undo would take away from under a profile that stays. */
export interface SessionNeeded {
  readonly session: string;
  readonly profile: string;
}

/** The first session that would go with an edit of the AWS config file although a profile that stays signs in by it. Pure. */
export function sessionNeeded(step: EditStep, now: string): SessionNeeded | undefined {
  const before = beforeEdit(step, now) ?? withoutInserted(step, now);
  if (before === undefined) return undefined;
  const [then, there] = [profilesIn(before), profilesIn(now)];
  const going = new Set([...there.ssoSessions.keys()].filter((name) => !then.ssoSessions.has(name)));
  const user = [...then.profiles.values()].find(({ keys }) => going.has(keys.get('sso_session') ?? ''));
  return user && { session: user.keys.get('sso_session') ?? '', profile: user.name };
}
