import type { LoopbackReply } from '../../system/system.ts';

/** A page may load nothing, be framed by nobody, and is not kept: its address holds the code. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
} as const;

/** A small page of a title and a sentence. Pure; whatever the words hold is shown as text. */
export function callbackPage(status: number, title: string, sentence: string): LoopbackReply {
  const [head, words] = [escaped(title), escaped(sentence)];
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>lode: ${head}</title></head><body><h1>${head}</h1><p>${words}</p></body></html>\n`;
  return { status, headers, body };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
