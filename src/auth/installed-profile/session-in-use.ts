import { parseIniSections } from '../ini-sections.ts';
import { joinProfiles, type AwsProfiles } from '../profiles.ts';

/** An `[sso-session]` of a stanza that a profile outside of it signs in by. */
export interface SessionInUse {
  readonly session: string;
  /** The profile. */
  readonly user: string;
  /** The session's keys, as they are written. */
  readonly keys: ReadonlyMap<string, string>;
}

/** The sessions that a stanza holds and that profiles of the rest of the file need. Pure. */
export function sessionsInUse(stanza: string, outside: string): readonly SessionInUse[] {
  const rest = profilesIn(outside);
  return [...profilesIn(stanza).ssoSessions.values()].flatMap(({ name, keys }) => {
    const user = [...rest.profiles.values()].find((profile) => profile.keys.get('sso_session') === name);
    return user === undefined || rest.ssoSessions.has(name) ? [] : [{ session: name, user: user.name, keys }];
  });
}

/** What a config file alone says. Pure. */
export function profilesIn(config: string): AwsProfiles {
  return joinProfiles(parseIniSections(config), { sections: [], problems: [] });
}
