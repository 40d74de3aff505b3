import { fail } from '../../errors.ts';
import type { System } from '../../system/system.ts';
import { processWord } from './process-word.ts';

/** Where this lode is. */
export type InstalledProgram = Pick<System, 'nodePath' | 'programPath' | 'platform'>;

/** The profile that is wished for. */
export interface InstallWish {
  readonly name: string;
  /** The profile whose credentials it hands out. */
  readonly source: string;
  readonly environment: string | undefined;
  readonly region: string;
  /** Whether a stanza that somebody changed may be written over. */
  readonly force: boolean;
}

/**
 * The `credential_process` line of a wish: it says all that decides whose credentials come, so that it means the same in every folder and shell.
 * Throws LodeError when a path of this installation cannot be written there. Pure.
 */
export function installedCommand({ nodePath, programPath, platform }: InstalledProgram, wish: InstallWish): string {
  const environment = wish.environment === undefined ? [] : ['-e', wish.environment];
  const words = [nodePath, programPath, 'credentials', '--format', 'process', '--aws-profile', wish.source, ...environment, '--region', wish.region];
  const unfit = words.find((word) => /[\r\n]/.test(word) || (platform === 'win32' && word.includes('"')));
  if (unfit !== undefined) return refuse(unfit);
  return words.map((word) => processWord(platform, word)).join(' ');
}

function refuse(word: string): never {
  const message = `${JSON.stringify(word)} cannot be written into a credential_process line, which has one line and its own quotes.`;
  return fail({ code: 'install.unfit-word', exit: 'user', message, hints: ['Move lode to a folder with a plain name, or rename the environment.'] });
}
