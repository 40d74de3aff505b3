/** The fields of a JSON document; undefined when it is no object. */
export function recordOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that holds a word; undefined when it holds anything else or nothing. */
export function textOf(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * An instant (ms) as any AWS tool has written it: RFC 3339, or the AWS CLI's former `2020-06-17T10:02:08UTC`. Without a zone it is UTC.
 * Undefined for anything else.
 */
export function instantOf(text: string | undefined): number | undefined {
  const [, day, time, zone] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?$/.exec(text ?? '') ?? [];
  if (day === undefined) return undefined;
  const instant = Date.parse(`${day}T${time}${zone === undefined || zone === 'UTC' ? 'Z' : zone}`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** `2026-11-21T12:00:00Z`: older readers take no fractions of a second. */
export function awsTime(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}
