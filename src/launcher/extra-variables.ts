import { Secret } from '../secret.ts';
import type { EnvironmentChange, HandOverInput } from './assistant.ts';
import { isSecretVariable } from './secret-variable.ts';

/** The variables of the setting `env` for the child; what looks secret cannot be printed. */
export function extraVariables(input: HandOverInput): readonly EnvironmentChange[] {
  return Object.entries(input.extraVariables).map(([name, value]) => ({
    name,
    value: isSecretVariable(name, value) ? new Secret(value) : value,
    why: 'the setting env',
  }));
}
