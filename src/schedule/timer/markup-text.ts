/** Text as XML holds it, in ASCII alone, so that no reader can mistake the encoding. Pure. */
export function textForXml(text: string): string {
  return text.replaceAll(/[^\x20-\x7E]|[&<>"']/gu, (letter) => `&#${letter.codePointAt(0)};`);
}
