import { looksSecret } from '../settings/secret-names.ts';
import { isObject } from '../settings/value-type.ts';

/** Keys whose names speak of credentials, and which hold a command that fetches some. */
const commands: readonly string[] = ['awsCredentialExport', 'credential_process'];

/** Whether a part of a file gives something a value that looks secret, however the file writes that. Pure. */
export function holdsSecret(text: string): boolean {
  return [...text.matchAll(/([\w.-]+)["']?[ \t]*[:=]\s*["']?([^"'\s,;]*)/g)].some(([, name = '', value = '']) => isSecret(name, value));
}

/** The same of a value of JSON under its key. Pure. */
export function holdsSecretValue(name: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => holdsSecretValue(name, one));
  if (!isObject(value)) return value !== null && isSecret(name, String(value));
  const named = typeof value['name'] === 'string' && holdsSecretValue(value['name'], value['value'] ?? null);
  return named || Object.entries(value).some(([key, one]) => holdsSecretValue(key, one));
}

function isSecret(name: string, value: string): boolean {
  return looksSecret(commands.includes(name) ? '' : name, value);
}
