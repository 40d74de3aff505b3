import { createScanner, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';

/** One change of a settings text; the value undefined removes the key. */
export interface SettingChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Replaces the characters from `start` to `end`. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Style {
  readonly indent: string;
  readonly eol: string;
}

const mark = '\uFEFF';

/** The indentation and line ends that a text already uses, else two spaces. */
function styleOf(text: string): Style {
  return { indent: /\n([ \t]+)[^\s/*]/.exec(text)?.[1] ?? '  ', eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

/**
 * The text with one setting changed; comments, unknown keys, key order, line ends and a byte order mark stay. The splices are our own
 * because jsonc-parser's `modify` moves a comment at the end of a line to the next key and drops comments beside a removed key.
 */
export function editText(text: string, { path, value }: SettingChange): string {
  const prefix = text.startsWith(mark) ? mark : '';
  const body = text.slice(prefix.length);
  const style = styleOf(body);
  const root = parseTree(body, [], { allowTrailingComma: true });
  if (!root) return value === undefined ? text : prefix + withNewObject(body, nest(path, value), style);
  if (value !== undefined) return prefix + applySplices(body, setting(body, root, { path, value }, style));
  const after = prefix + applySplices(body, removal(body, root, path));
  // A key that is written twice goes twice: else the first one would come to count.
  return after === text ? text : editText(after, { path, value });
}

/** The value at a path. Of equal keys the last one counts, as for JSON.parse; jsonc-parser's own `findNodeAtLocation` takes the first. */
function nodeAt(root: Node, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((inside, key) => {
    const properties = inside?.type === 'object' ? (inside.children ?? []) : [];
    return properties.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
  }, root);
}

function applySplices(text: string, splices: readonly Splice[]): string {
  return splices.toSorted((a, b) => b.start - a.start).reduce((done, { start, end, text: put }) => done.slice(0, start) + put + done.slice(end), text);
}

function withNewObject(text: string, value: unknown, style: Style): string {
  const before = text.trim() === '' ? '' : text.trimEnd() + style.eol;
  return `${before}${render(value, '', style)}${style.eol}`;
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => Object.fromEntries([[key, inner]]), value);
}

function render(value: unknown, base: string, { indent, eol }: Style): string {
  return JSON.stringify(value, null, indent).replaceAll('\n', eol + base);
}

/** White space at the start of the line that an offset is on. */
function lineIndent(text: string, offset: number): string {
  const line = /[^\n\r]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function setting(text: string, root: Node, { path, value }: SettingChange, style: Style): readonly Splice[] {
  const there = nodeAt(root, path);
  if (there) return [{ start: there.offset, end: there.offset + there.length, text: render(value, lineIndent(text, there.offset), style) }];
  const depth = path.findIndex((_, index) => nodeAt(root, path.slice(0, index + 1)) === undefined);
  const around = nodeAt(root, path.slice(0, depth)) ?? root;
  return insertion(text, around, { key: path[depth] ?? '', value: nest(path.slice(depth + 1), value) }, style);
}

function insertion(text: string, object: Node, { key, value }: { key: string; value: unknown }, style: Style): readonly Splice[] {
  const last = object.children?.at(-1);
  const close = object.offset + object.length - 1;
  const base = lineIndent(text, object.offset);
  const property = (indent: string): string => `${JSON.stringify(key)}: ${render(value, indent, style)}`;
  if (!last) {
    const start = object.offset + 1 + text.slice(object.offset + 1, close).trimEnd().length;
    const indent = base + style.indent;
    return [{ start, end: close, text: style.eol + indent + property(indent) + style.eol + base }];
  }
  const end = last.offset + last.length;
  const { comma, lineEnd } = afterProperty(text, end, close);
  const flat = !/[\n\r]/.test(text.slice(object.offset, close));
  const indent = flat ? base : firstOnLine(text, last.offset) ? lineIndent(text, last.offset) : base + style.indent;
  const put = (flat ? ' ' : style.eol + indent) + property(indent) + (comma === undefined ? '' : ',');
  return [...(comma === undefined ? [{ start: end, end, text: ',' }] : []), { start: lineEnd, end: lineEnd, text: put }].toReversed();
}

function firstOnLine(text: string, offset: number): boolean {
  return /(?:^|[\n\r])[ \t]*$/.test(text.slice(0, offset));
}

/** After a property: where its comma is, and where the line of property and comma ends, comments on it included. */
function afterProperty(text: string, from: number, close: number): { readonly comma: number | undefined; readonly lineEnd: number } {
  const tokens = tokensBetween(text, from, close);
  const comma = tokens.find((token) => token.text === ',')?.offset;
  const lineBreak = tokens.find((token) => /^[\n\r]/.test(token.text) && token.offset > (comma ?? -1));
  const trimmed = from + text.slice(from, close).trimEnd().length;
  return { comma, lineEnd: lineBreak ? from + text.slice(from, lineBreak.offset).trimEnd().length : trimmed };
}

function tokensBetween(text: string, from: number, to: number): readonly { readonly offset: number; readonly text: string }[] {
  const scanner = createScanner(text);
  const tokens = [];
  for (scanner.setPosition(from); scanner.getPosition() < to;) {
    scanner.scan();
    tokens.push({ offset: scanner.getTokenOffset(), text: text.slice(scanner.getTokenOffset(), scanner.getPosition()) });
  }
  return tokens;
}

function removal(text: string, root: Node, path: readonly string[]): readonly Splice[] {
  const property = nodeAt(root, path)?.parent;
  const siblings = property?.parent?.children;
  if (!property?.parent || !siblings) return [];
  const close = property.parent.offset + property.parent.length - 1;
  const end = property.offset + property.length;
  const { comma } = afterProperty(text, end, siblings[siblings.indexOf(property) + 1]?.offset ?? close);
  if (comma !== undefined) return commaSplices(text, property.offset, end, comma);
  const previous = siblings[siblings.indexOf(property) - 1];
  const cut = wholeLine(text, property.offset, end);
  if (!previous) return [cut];
  const before = afterProperty(text, previous.offset + previous.length, property.offset).comma ?? property.offset;
  return [cut, { start: before, end: before + 1, text: '' }];
}

/** Removes a property and the comma after it, keeping a comment that stands between them. */
function commaSplices(text: string, start: number, end: number, comma: number): readonly Splice[] {
  if (text.slice(end, comma).trim() === '') return [wholeLine(text, start, comma + 1)];
  return [
    { start, end, text: '' },
    { start: comma, end: comma + 1, text: '' },
  ];
}

/** Widens a cut to the whole line when nothing else is on it, else to the spaces after it. */
function wholeLine(text: string, start: number, end: number): Splice {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^[ \t]*(\r\n|\n|\r)?/.exec(text.slice(end)) ?? [''];
  if (firstOnLine(text, start) && after[1] !== undefined) return { start: start - before, end: end + after[0].length, text: '' };
  const spaces = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const follows = text[end + spaces];
  return follows === '}' ? { start: start - before, end, text: '' } : { start, end: end + spaces, text: '' };
}

/** The text of a new settings file. */
export function newSettingsText(schemaUrl: string): string {
  return `{\n  "$schema": ${JSON.stringify(schemaUrl)}\n}\n`;
}
