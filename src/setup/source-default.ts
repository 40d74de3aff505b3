import { ambientSources } from '../auth/detect.ts';
import type { CredentialSource } from '../auth/source.ts';
import type { AmbientName, SourceRow } from './source-rows.ts';
import type { Stage } from './stage.ts';

const names: Partial<Record<CredentialSource['kind'], AmbientName>> = {
  'bearer-token': 'bearer-token',
  'key-pair': 'environment',
  'web-identity': 'web-identity',
  container: 'container',
  'instance-role': 'instance-role',
};

/** What is found here without a setting, in the order in which a launch takes it. Pure. */
export function foundInOrder({ system, detected }: Stage): readonly SourceRow[] {
  const { files, profiles, instanceRole } = detected;
  return ambientSources({ env: system.env, files }).flatMap((source): readonly SourceRow[] => {
    if (source.kind === 'profile') return profiles.some(({ name }) => name === source.profile) ? [{ kind: 'profile', profile: source.profile }] : [];
    const name = source.kind === 'instance-role' && !instanceRole ? undefined : names[source.kind];
    return name === undefined ? [] : [{ kind: 'ambient', name }];
  });
}

/**
 * The answer of Return: what the settings say already, else what Claude Code's settings pin, else what a launch would use, else the only profile there is,
 * else a sign-in where there is nothing at all. Undefined: several profiles, none of them before the others. Pure.
 */
export function defaultSource(stage: Stage): SourceRow | undefined {
  const { before, detected } = stage;
  const known = [before.awsProfile, detected.pins?.profile].find((name) => detected.profiles.some((profile) => profile.name === name));
  if (known !== undefined) return { kind: 'profile', profile: known };
  const [first, second] = detected.profiles;
  const only: SourceRow | undefined = first !== undefined && second === undefined ? { kind: 'profile', profile: first.name } : undefined;
  return foundInOrder(stage)[0] ?? only ?? (first === undefined ? { kind: 'sso' } : undefined);
}
