/**
 * Negative when `a` is older than `b`, positive when newer, 0 when equal. Numbers are compared as numbers; a pre-release (`-beta.1`) is
 * older than its release, and anything after `+` does not count (semver.org, 10 and 11).
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  return compareParts(left.numbers, right.numbers) || comparePreRelease(left.preRelease, right.preRelease);
}

type Part = string | number;

function parse(version: string): { readonly numbers: readonly Part[]; readonly preRelease: readonly Part[] } {
  const [core = '', ...rest] = (version.trim().replace(/^v/, '').split('+')[0] ?? '').split('-');
  const parts = (text: string): readonly Part[] => (text === '' ? [] : text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
  return { numbers: parts(core), preRelease: parts(rest.join('-')) };
}

function comparePreRelease(a: readonly Part[], b: readonly Part[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  return compareParts(a, b);
}

function compareParts(a: readonly Part[], b: readonly Part[]): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = comparePart(a[at] ?? 0, b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function comparePart(a: Part, b: Part): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : Number(a > b);
}
