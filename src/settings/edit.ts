import { applyEdits, findNodeAtLocation, getNodeValue, modify, parseTree } from 'jsonc-parser';
import type { FormattingOptions } from 'jsonc-parser';

/** One change of a settings text; the value undefined removes the key. */
export interface SettingChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

const mark = '\uFEFF';

/** The indentation and line ends that a text already uses, else two spaces. */
function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

function valueAt(text: string, path: readonly string[]): { readonly value: unknown } | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, [...path]);
  return node && { value: getNodeValue(node) as unknown };
}

/** The text with one setting changed; comments, unknown keys, key order, line ends and a byte order mark stay. */
export function editText(text: string, { path, value }: SettingChange): string {
  const prefix = text.startsWith(mark) ? mark : '';
  const body = text.slice(prefix.length);
  const before = valueAt(body, path);
  if (value === undefined ? before === undefined : JSON.stringify(before?.value) === JSON.stringify(value)) return text;
  const start = body.trim() === '' ? '{}\n' : body;
  const edits = modify(start, [...path], value, { formattingOptions: formattingOf(start) });
  return prefix + applyEdits(start, edits);
}

/** The text of a new settings file. */
export function newSettingsText(schemaUrl: string): string {
  return `{\n  "$schema": ${JSON.stringify(schemaUrl)}\n}\n`;
}
