import { fingerprint } from '../digest.ts';

/**
 * A value of a team file as it is shown before it is agreed to: whole, but for passwords in addresses, of which a few letters of a digest stand so that another
 * one is seen to be another. Hosts with letters that look like others are shown as they go over the wire (RFC 3492). Pure.
 */
export function shownValue(text: string): string {
  return onTheWire(text).replaceAll(password, (_, start: string, hidden: string) => `${start}[hidden ${fingerprint(hidden).slice(-8)}]`);
}

/** Up to the last `@` before the path, and no further: behind it is the host, which has to be seen (WHATWG URL, "authority state"). */
const password = /(:\/\/[^/?#\\\s:@]*:)([^/?#\\\s]*)(?=@)/g;

function onTheWire(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*[^\0-\x7F]/i.test(text) && URL.canParse(text) ? new URL(text).href : text;
}
