import { fail } from '../errors.ts';
import type { TeamContent } from './team-file.ts';

/**
 * A team file as managed settings: JSON that locks what the team locks, or else all of its plain settings. The sign-in and the extras are no settings. What a
 * terminal does not show as itself is escaped. Throws LodeError `team.locks-nothing` for a lock that would hold nothing. Pure.
 */
export function managedText({ settings, environments, defaultEnvironment, locked }: TeamContent): string {
  const idle = (locked ?? []).filter((name) => !Object.hasOwn(settings, name));
  if (idle.length > 0) return fail(locksNothing(idle));
  const content = {
    ...settings,
    ...(Object.keys(environments).length === 0 ? {} : { environments }),
    ...(defaultEnvironment === undefined ? {} : { defaultEnvironment }),
    locked: locked ?? Object.keys(settings),
  };
  return `${JSON.stringify(content, null, 2).replaceAll(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, escaped)}\n`;
}

/** Settings that are set only inside environments, and so cannot be locked. Pure. */
export function onlyInside({ settings, environments }: TeamContent): readonly string[] {
  const names = Object.values(environments).flatMap((values) => Object.keys(values));
  return [...new Set(names)].filter((name) => !Object.hasOwn(settings, name));
}

function escaped(letter: string): string {
  return Array.from({ length: letter.length }, (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}

function locksNothing(names: readonly string[]) {
  return {
    code: 'team.locks-nothing',
    exit: 'user',
    message: `"locked" names ${names.join(', ')}, which "settings" does not set outside its environments; so nothing would be locked there.`,
    hints: ['Set it there, or take it out of "locked".'],
  } as const;
}
