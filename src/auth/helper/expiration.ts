/** When printed credentials end; `at` in milliseconds since the epoch, undefined when they state no end. */
export type Expiration = { readonly kind: 'end'; readonly at: number | undefined } | { readonly kind: 'wrong'; readonly why: string };

/** A day, a time and perhaps a zone, in the forms of ISO 8601 that helpers print: Python writes a blank for the `T` and no colon in the zone. */
const isoTime = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * Reads the `Expiration` of printed credentials. Missing and null mean that they do not end. Strict otherwise, because an end that cannot be
 * read means to the SDK for JavaScript that they are never renewed, and a time without a zone is another one on each machine.
 */
export function readExpiration(value: unknown, now: number): Expiration {
  if (value === undefined || value === null) return { kind: 'end', at: undefined };
  if (typeof value === 'number') return wrong('"Expiration" is a number, and must be an ISO 8601 time in quotes');
  if (typeof value !== 'string') return wrong('"Expiration" is not a string');
  if (value === '') return wrong('"Expiration" is empty');
  const [, day, time, zone] = isoTime.exec(value) ?? [];
  if (day === undefined || time === undefined) return wrong('"Expiration" is not an ISO 8601 time');
  if (zone === undefined) return wrong('"Expiration" has no time zone; a time in UTC ends in Z');
  return checked(instantOf(day, time, zone.toUpperCase()), now);
}

function instantOf(day: string, time: string, zone: string): number {
  // Date.parse takes the 30th of February for a day in March.
  if (!new Date(`${day}T00:00Z`).getTime() || new Date(`${day}T00:00Z`).toISOString().slice(0, 10) !== day) return Number.NaN;
  return Date.parse(`${day}T${time}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`);
}

function checked(at: number, now: number): Expiration {
  if (Number.isNaN(at)) return wrong('"Expiration" is not an ISO 8601 time');
  return at > now ? { kind: 'end', at } : wrong(`the credentials expired at ${new Date(at).toISOString()}`);
}

function wrong(why: string): Expiration {
  return { kind: 'wrong', why };
}
