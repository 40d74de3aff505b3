import { findProfile } from '../auth/require-profile.ts';
import { fail } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { foundInOrder } from './source-default.ts';
import type { Stage } from './stage.ts';

/** A profile that somebody named, and that cannot be taken. */
export interface LostProfile {
  readonly name: string;
  /** With its verb, as the start of a sentence. */
  readonly setBy: string;
  readonly why: string;
}

/**
 * The profile that the settings, Claude Code's settings or AWS_PROFILE name, if it cannot be taken: whatever else there is may be another account. Undefined
 * where it can be, where none is named, and where a launch would not ask for it. Pure.
 */
export function lostProfile(stage: Stage): LostProfile | undefined {
  const { detected } = stage;
  const { name, setBy } = namedBy(stage);
  if (name === undefined || name === '' || detected.profiles.some((profile) => profile.name === name)) return undefined;
  const found = findProfile(detected.files, name);
  return { name, setBy, why: found.kind === 'found' ? unusable(name) : found.why };
}

function namedBy(stage: Stage): { readonly name: string | undefined; readonly setBy: string } {
  const { system, detected, before } = stage;
  if (before.awsProfile !== undefined) return { name: before.awsProfile, setBy: 'Your settings name' };
  if (detected.pins?.profile !== undefined) return { name: detected.pins.profile, setBy: `${detected.pins.path} names` };
  // Some people set it to `default` only as a hint, and what the shell itself holds comes before it.
  const first = foundInOrder(stage)[0];
  const isAsked = first?.kind !== 'ambient' || (first.name !== 'bearer-token' && first.name !== 'environment');
  const named = system.env['AWS_PROFILE'];
  return { name: isAsked && named !== 'default' ? named : undefined, setBy: 'AWS_PROFILE names' };
}

function unusable(name: string): string {
  return `profile ${name}, or one that it builds upon, gives no credentials of its own`;
}

/** `Your settings name profile work, which cannot be used: …`. Pure. */
export function lostWords({ name, setBy, why }: LostProfile): string {
  return `${setBy} profile ${name}, which cannot be used: ${why}.`;
}

/** Throws LodeError: nobody is there to say which one is meant instead. */
export function failLost(lost: LostProfile, { detected: { profiles } }: Stage): never {
  const names = profiles.map(({ name }) => name);
  const near = nearest(lost.name, names);
  return fail({
    code: 'setup.source-missing',
    exit: 'user',
    message: `${lostWords(lost)} Nothing was written.`,
    hints: [
      ...(near.length > 0 ? [`Did you mean: ${near.join(', ')}?`] : []),
      ...(names.length > 0 ? [`There are: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`] : []),
      'Say what to use instead: lode setup --aws-profile NAME, or sign in: lode setup --source sso',
    ],
  });
}
