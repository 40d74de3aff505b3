import { exitCodes, fail } from '../errors.ts';
import { explainer } from '../gates/explain.ts';
import { explainDocument, explainText, type ExplainedSource } from '../output/explain-text.ts';
import { claudeDebugFolder } from '../settings/claude-paths.ts';
import { pathOf } from '../settings/paths.ts';
import type { LinesRead, System } from '../system/system.ts';

/** Where the text is. */
export type ExplainSource =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'input' }
  | { readonly kind: 'file'; readonly path: string }
  /** The newest debug log of Claude Code. */
  | { readonly kind: 'last' };

export interface ExplainRequest {
  /** Undefined: stdin, unless a person is there. */
  readonly source: ExplainSource | undefined;
  readonly json: boolean;
}

const limits = { maxBytes: 1024 ** 3, timeoutMs: 60_000 };

/**
 * Says which gate each error in a text means, who opens it and how. Reads a gigabyte and a minute at most. 0: at least one was explained, 1: none. Throws
 * LodeError when there is no text.
 */
export async function explainCommand(system: System, { source: asked, json }: ExplainRequest): Promise<number> {
  const source = asked ?? (system.terminal.inIsTerminal ? fail(nothingGiven) : { kind: 'input' as const });
  const { line, end } = explainer();
  const from = await readAll(system, source, line);
  const found = end();
  const columns = system.terminal.outIsTerminal ? Math.max(40, system.terminal.columns) : 80;
  system.terminal.out(json ? `${JSON.stringify(explainDocument(found, from), null, 2)}\n` : explainText(found, from, columns));
  return found.explained.length > 0 ? exitCodes.ok : exitCodes.user;
}

const nothingGiven = {
  code: 'usage.explain-nothing',
  exit: 'usage',
  message: 'There is nothing to explain.',
  hints: [
    'Give the words of the error: lode explain "API Error: 403 …"',
    'Or a file: lode explain --file FILE',
    "Or Claude Code's newest debug log: lode explain --last",
  ],
} as const;

async function readAll(system: System, source: ExplainSource, take: (line: string) => void): Promise<ExplainedSource> {
  if (source.kind === 'words') {
    for (const line of source.text.split(/\r?\n/)) take(line);
    return { name: 'the arguments', read: { kind: 'read', bytes: source.text.length, cut: undefined }, numbered: false };
  }
  const file = source.kind === 'file' ? pathOf(system.platform).resolve(system.cwd, source.path) : source.kind === 'last' ? newestLog(system) : undefined;
  const name = file ?? 'stdin';
  const read = await system.readLines({ ...limits, file, take });
  return read.kind === 'read' ? { name, read, numbered: true } : fail(unreadable(name, read));
}

function unreadable(name: string, read: Exclude<LinesRead, { kind: 'read' }>) {
  const why = read.kind === 'missing' ? 'it is not there' : read.detail;
  return {
    code: 'explain.unreadable',
    exit: 'user',
    message: `${name} cannot be read: ${why}.`,
    hints: ['Give the words themselves: lode explain "…"'],
  } as const;
}

/** Claude Code writes one file for each session that is started with --debug. */
function newestLog(system: System): string {
  const folder = claudeDebugFolder(system);
  const { join } = pathOf(system.platform);
  const logs = system.files.list(folder).flatMap((name) => {
    const path = join(folder, name);
    const facts = name.endsWith('.txt') ? system.files.facts(path) : undefined;
    return facts?.kind === 'file' ? [{ path, modified: facts.modified }] : [];
  });
  return logs.toSorted((a, b) => b.modified - a.modified)[0]?.path ?? fail(noLog(folder));
}

function noLog(folder: string) {
  const hints = ['Let Claude Code write one: lode claude --debug', 'Or give the words of the error: lode explain "…"'];
  return { code: 'explain.no-log', exit: 'user', message: `There is no debug log of Claude Code in ${folder}.`, hints } as const;
}
