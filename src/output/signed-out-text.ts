import type { EndAtAws } from '../auth/sso/sign-out.ts';

/** One sign-in that was ended; `end` is missing when it was only looked at. */
interface SignedOutFacts {
  readonly of: string;
  /** The files of it that were here. */
  readonly files: readonly string[];
  readonly end: EndAtAws | undefined;
}

/** What was done, or what would be: the sign-in, what became of it at AWS, and each file that goes. Pure. */
export function signedOutText({ of, files, end }: SignedOutFacts): string {
  if (files.length === 0) return `Nobody is signed in to ${of}.\n`;
  const opening = end === undefined ? `Would sign out of ${of}:` : `Signed out of ${of}:`;
  const removed = files.map((file) => `${end === undefined ? 'would remove' : 'removed'} ${file}`);
  return [opening, ...atAws(end), ...removed].join('\n  ').concat('\n');
}

function atAws(end: EndAtAws | undefined): readonly string[] {
  switch (end?.kind) {
    case 'ended':
      return ['ended at AWS; credentials that running programs hold last until they expire'];
    case 'had-expired':
      return ['not ended at AWS, since its token had expired: it lasts there until its own end'];
    case 'unknown':
      return ['AWS had ended it already'];
    case 'not-told':
      return [`not ended at AWS, where it lasts until its own end: ${end.why}`];
    default:
      return [];
  }
}
