/** What the YAML of an export can hold: nothing empty, so that every value has a line of its own. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

/** A value as block-style YAML 1.1 and 1.2, ending with a line break. Every text that a parser could take for something else is quoted. */
export function yamlText(value: YamlValue): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: YamlValue): readonly string[] {
  if (isList(value)) return value.length === 0 ? ['[]'] : value.flatMap((item) => hung('- ', linesOf(item)));
  if (typeof value !== 'object') return [scalar(value)];
  const entries = Object.entries(value).filter((entry): entry is [string, YamlValue] => entry[1] !== undefined);
  return entries.length === 0 ? ['{}'] : entries.flatMap(([key, item]) => keyed(scalar(key), item));
}

function keyed(key: string, value: YamlValue): readonly string[] {
  const lines = linesOf(value);
  const nested = typeof value === 'object' && !/^(\[\]|\{\})$/.test(lines[0] ?? '');
  return nested ? [`${key}:`, ...lines.map((line) => `  ${line}`)] : [`${key}: ${lines[0]}`];
}

/** The first line after the mark, the others below it. */
function hung(mark: string, [first = '', ...others]: readonly string[]): readonly string[] {
  return [`${mark}${first}`, ...others.map((line) => `  ${line}`)];
}

function scalar(value: string | number | boolean): string {
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' ? plainNumber(value) : text(value);
}

/** Without an exponent: PyYAML reads `2e-7` as text. */
function plainNumber(value: number): string {
  return /e/.test(String(value)) ? value.toFixed(12).replace(/0+$/, '') : String(value);
}

const words = /^(y|n|yes|no|on|off|true|false|null)$/i;

function text(value: string): string {
  if (/^[A-Za-z][A-Za-z0-9_./-]*$/.test(value) && !words.test(value)) return value;
  // What JSON leaves as it is and YAML does not print: DEL, C1 controls, the line separators, the byte order mark and lone surrogates.
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}
