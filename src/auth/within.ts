import { LodeError } from '../errors.ts';

/** What the work gives, or LodeError `credentials.too-slow` once `limitMs` have passed; `who` begins the sentence. */
export async function within<T>(limitMs: number, who: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(limitMs, who)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(limitMs: number, who: string): LodeError {
  const message = `${who} gave nothing within ${limitMs / 1000} s.`;
  return new LodeError({ code: 'credentials.too-slow', exit: 'credentials', message, hints: ['Run it by hand and see what it waits for.'] });
}
