import type { TeamContent } from './team-file.ts';

/** A team file as managed settings: JSON that locks what the team locks, or else everything that it sets. The sign-in and the extras are no settings. Pure. */
export function managedText({ settings, environments, defaultEnvironment, locked }: TeamContent): string {
  const names = [settings, ...Object.values(environments)].flatMap((values) => Object.keys(values));
  const content = {
    ...settings,
    ...(Object.keys(environments).length === 0 ? {} : { environments }),
    ...(defaultEnvironment === undefined ? {} : { defaultEnvironment }),
    locked: locked ?? [...new Set(names)],
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
