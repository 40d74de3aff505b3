import { LodeError } from '../../src/errors.ts';
import { parseTeam } from '../../src/team/read-team.ts';
import { sha256Hex } from '../../src/digest.ts';
import type { TeamFile } from '../../src/team/team-file.ts';

/** The failure that asynchronous work ends with, as a person reads it: code, message, hints. */
export async function told(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    const { code, message, causedBy, hints = [] } = error.failure;
    return [code, message, ...(causedBy === undefined ? [] : [`caused by: ${causedBy}`]), ...hints].join('\n');
  }
  throw new Error('it did not fail');
}

/** A team file as it comes from a place, not pinned. */
export async function teamOf(content: unknown, more: Partial<TeamFile> = {}): Promise<TeamFile> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return {
    from: 'https://acme.example/team.json',
    digest: `sha256:${sha256Hex(text)}`,
    pinned: false,
    text,
    content: await parseTeam('team.json', text),
    ...more,
  };
}

export const sso = { session: 'acme', startUrl: 'https://acme.awsapps.com/start', region: 'eu-central-1' };
export const profiles = { 'acme-dev': { account: '111122223333', role: 'Developer' }, 'acme-prod': { account: '444455556666', role: 'ReadOnly' } };
