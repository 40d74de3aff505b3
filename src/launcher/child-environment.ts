import { Secret } from '../secret.ts';
import type { Environment } from '../system/system.ts';
import type { EnvironmentChange } from './assistant.ts';

/** The child's complete environment: the user's own with the plan's changes applied. */
export function childEnvironment(env: Environment, changes: readonly Pick<EnvironmentChange, 'name' | 'value'>[]): Record<string, string> {
  const child = new Map(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
  for (const { name, value } of changes) {
    if (value === null) child.delete(name);
    else child.set(name, value instanceof Secret ? value.reveal() : value);
  }
  return Object.fromEntries(child);
}
