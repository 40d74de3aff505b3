import type { FileRead } from '../system/system.ts';

type UnreadableFile = Extract<FileRead, { kind: 'unreadable' }>;

/** Why a settings file cannot be read, as the end of a sentence, and what to do about it. */
export function explainUnreadable(path: string, { why, detail }: UnreadableFile): { readonly reason: string; readonly remedy: string } {
  switch (why) {
    case 'denied':
      return { reason: 'you are not allowed to read it', remedy: `Look at its owner and mode: ls -l ${path}` };
    case 'not-a-file':
      return { reason: 'it is not a regular file', remedy: `Move it away, then write a settings file there: ls -ld ${path}` };
    case 'too-large':
      return { reason: `it is far too large to be settings (${detail})`, remedy: 'Move it away or cut it down.' };
    case 'binary':
      return { reason: 'it is not UTF-8 text', remedy: 'Save it as UTF-8 text, without NUL bytes.' };
    case 'link-loop':
      return { reason: 'its symbolic links lead in a circle', remedy: `Look where they lead: ls -l ${path}` };
    case 'io':
      return { reason: `the system says ${detail}`, remedy: `Try to read it by hand: cat ${path}` };
  }
}
