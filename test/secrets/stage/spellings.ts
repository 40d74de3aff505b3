/** Shorter texts turn up by chance. */
const shortestPart = 12;

/** A text as other programs may write it: as it is, in base64 at every offset, percent-encoded, escaped for JSON, in hex. Pure. */
export function spellingsOf(text: string): readonly string[] {
  const percent = encodeURIComponent(text);
  const json = JSON.stringify(text).slice(1, -1);
  const all = [text, percent, percent.toLowerCase(), json, json.replaceAll('/', String.raw`\/`), Buffer.from(text).toString('hex'), ...base64Of(text)];
  return [...new Set(all)].filter((spelling) => spelling.length >= Math.min(text.length, shortestPart));
}

/** The letters that stand for the text wherever in encoded bytes it begins; those that its neighbours share are left out. */
function base64Of(text: string): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString('base64');
    const whole = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + Buffer.byteLength(text)) * 8) / 6));
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Every part of 12 letters of what cannot be guessed in a text, so that a secret cut in pieces is found as well. Pure. */
export function partsOf(text: string): readonly string[] {
  const core = text.replace(/^sandbox[-/][a-z/-]*/, '');
  const starts = Array.from({ length: Math.max(0, core.length - shortestPart + 1) }, (_, start) => core.slice(start, start + shortestPart));
  return starts.filter((part) => new Set(part).size > 5);
}

/** The parts that a text has, by sliding over it once. Pure. */
export function hasPart(text: string, parts: ReadonlyMap<string, string>): string | undefined {
  for (let start = 0; start + shortestPart <= text.length; start++) {
    const found = parts.get(text.slice(start, start + shortestPart));
    if (found !== undefined) return found;
  }
  return undefined;
}
