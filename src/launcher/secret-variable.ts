import { looksSecret } from '../settings/secret-names.ts';

/** Counts and switches, such as `MAX_THINKING_TOKENS=8000`, have a secret's name and are none. */
const harmlessValue = /^(\d{0,7}|true|false)$/i;

/** True for a variable whose value may be written into no file and shown nowhere. */
export function isSecretVariable(name: string, value: string): boolean {
  return !harmlessValue.test(value) && !/_(FILE|PATH)$/.test(name) && looksSecret(name, value);
}
