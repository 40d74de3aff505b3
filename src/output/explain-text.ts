import type { Explained, Explanation, Found, Unexplained } from '../gates/explain.ts';
import type { Gate } from '../gates/gate.ts';
import type { LinesRead } from '../system/system.ts';
import { hanging, plainLine } from '../wrap-text.ts';

/** Where a text came from and how much of it was read. */
export interface ExplainedSource {
  /** `stdin`, `the arguments`, or a file's path. */
  readonly name: string;
  readonly read: Extract<LinesRead, { kind: 'read' }>;
  /** Whether errors have lines: those of a file or of stdin. */
  readonly numbered: boolean;
}

/** What was found in a text, the gate and its remedy first, then how sure it is and the words that it stands on. Pure. */
export function explainText(found: Explanation, source: ExplainedSource, columns: number): string {
  const blocks = [
    ...found.explained.map((each) => explainedLines(each, source, columns)),
    ...found.unknown.map((each) => unknownLines(each, source, columns)),
    ...endLines(found, source).map((line) => hanging('', 0, line, columns)),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function explainedLines(each: Explained, source: ExplainedSource, columns: number): readonly string[] {
  const [first] = each.gates;
  if (each.sure === 'one of' || first === undefined) return severalLines(each, source, columns);
  return [
    ...hanging('', 0, `${first.id}: ${first.what}`, columns),
    ...gateLines(first, '  ', columns),
    ...each.apart.map((command) => `  make sure: ${command}`),
    ...footLines(each, source, columns),
  ];
}

function severalLines(each: Explained, source: ExplainedSource, columns: number): readonly string[] {
  const opening = `One of ${each.gates.length}: ${each.gates.map(({ id }) => id).join(', ')}.`;
  const gates = each.gates.flatMap((gate, index) => [
    ...hanging(`  ${index + 1}.`, 5, `${gate.id}: ${gate.what}`, columns),
    ...gateLines(gate, '       ', columns),
  ]);
  return [...hanging('', 0, opening, columns), ...each.apart.map((command) => `  tell them apart: ${command}`), ...gates, ...footLines(each, source, columns)];
}

/** Commands stay on one line, to be copied. */
function gateLines({ who, remedy }: Gate, indent: string, columns: number): readonly string[] {
  return [...hanging(`${indent}who:`, indent.length + 5, who, columns), ...remedy.map((each) => `${indent}do:  ${plainLine(each)}`)];
}

function footLines(each: Explained, source: ExplainedSource, columns: number): readonly string[] {
  const sure = each.because === undefined ? each.sure : `${each.sure}: ${each.because}`;
  return [...hanging('  sure:', 8, sure, columns), ...wordsLines(each, source, columns)];
}

function wordsLines(each: Found, source: ExplainedSource, columns: number): readonly string[] {
  const place = source.numbered ? `line ${each.line}${each.times > 1 ? `, ${each.times} times` : ''}: ` : '';
  return hanging('  from:', 8, `${place}${each.words}`, columns);
}

function unknownLines(each: Unexplained, source: ExplainedSource, columns: number): readonly string[] {
  const near = each.near.flatMap(({ id, sentence }) => hanging('  near:', 8, `${id}: ${sentence}`, columns));
  const opening = each.own
    ? hanging('', 0, 'own: This is worded as lode words its own errors: what to do stands below it there, behind "hint:".', columns)
    : ['unknown: lode does not know this error.'];
  return [...opening, '  do:  lode doctor', ...(each.own ? [] : near), ...wordsLines(each, source, columns)];
}

function endLines({ explained, unknown, more }: Explanation, { name, read }: ExplainedSource): readonly string[] {
  return [
    ...(explained.length + unknown.length === 0 ? [`Nothing that looks like an error of AWS or of an assistant is in ${name}. Next: lode doctor`] : []),
    ...(more > 0 ? [`${more} more errors were left out.`] : []),
    ...(read.cut === undefined ? [] : [`Only the first ${Math.round(read.bytes / 1e6)} MB of ${name} were read, up to the limit of ${read.cut}.`]),
  ];
}

/** The same as data. */
export function explainDocument({ explained, unknown, more }: Explanation, { name, read }: ExplainedSource): object {
  return { schema: 1, source: name, bytes: read.bytes, cut: read.cut ?? null, explained: explained.map(explainedDocument), unknown, more };
}

function explainedDocument({ because, ...rest }: Explained): object {
  return { ...rest, because: because ?? null };
}
