import type { FindingValue, Remedy } from '../finding.ts';

/** `a`, `a and b`, `a, b and c`. Pure. */
export function listed(value: FindingValue | undefined): string {
  const words = Array.isArray(value) ? (value as readonly string[]) : [String(value ?? '')];
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** The line that sets a variable for programs started after it. Pure. */
export function setVariable(platform: NodeJS.Platform, name: string, value: string, why?: string): Remedy {
  const words = platform === 'win32' ? ['setx', name, value] : ['export', `${name}=${value}`];
  return { kind: 'command', words, ...(why === undefined ? {} : { why }) };
}

/** The line that takes a variable away. Pure. */
export function unsetVariable(platform: NodeJS.Platform, name: string, why: string): Remedy {
  return { kind: 'command', words: platform === 'win32' ? ['set', `${name}=`] : ['unset', name], why };
}

/** What is said where no host could be asked, because there was nothing to ask for. */
export const noSession = 'no region and source of credentials could be chosen, so there is no host to ask';
