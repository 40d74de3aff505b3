import { accountMark, partitionMark } from './policy-format.ts';

/** What HCL writes here: text, lists and objects. */
type HclValue = string | readonly HclValue[] | { readonly [key: string]: HclValue };

/** A value as an HCL expression, laid out as `terraform fmt` does; the marks become Terraform's own references. */
export function hclText(value: object, indent = ''): string {
  return written(value as HclValue, indent);
}

function written(value: HclValue, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) return `[\n${value.map((item) => `${inner}${written(item, inner)},\n`).join('')}${indent}]`;
  const entries = Object.entries(value).map(([key, item]) => [/^[A-Za-z]\w*$/.test(key) ? key : quoted(key), item] as const);
  const widths = aligned(entries);
  return `{\n${entries.map(([key, item], index) => `${inner}${key.padEnd(widths[index] ?? 0)} = ${written(item, inner)}\n`).join('')}${indent}}`;
}

/** The equals signs of neighbours that take one line each stand below one another. */
function aligned(entries: readonly (readonly [string, HclValue])[]): readonly number[] {
  const isShort = entries.map(([, value]) => typeof value === 'string');
  return entries.map(([key], index) => {
    if (isShort[index] !== true) return key.length;
    const [start, end] = [isShort.lastIndexOf(false, index) + 1, isShort.indexOf(false, index)];
    return Math.max(...entries.slice(start, end === -1 ? entries.length : end).map(([other]) => other.length));
  });
}

/** `${` and `%{` begin templates in HCL, so that IAM's own variables are doubled (Terraform language: strings and templates). */
export function quoted(text: string): string {
  const plain = JSON.stringify(text)
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
  return plain.replaceAll(partitionMark, '${data.aws_partition.current.partition}').replaceAll(accountMark, '${data.aws_caller_identity.current.account_id}');
}

function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}
