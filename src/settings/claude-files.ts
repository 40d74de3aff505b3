import type { Files } from '../system/system.ts';
import type { ClaudeLayer, ClaudePath } from './claude-paths.ts';
import { largestSettings } from './lode-file.ts';
import type { Note } from './note.ts';
import { explainUnreadable } from './unreadable.ts';
import { isObject } from './value-type.ts';
import type { JsonObject } from './value-type.ts';

/** One of Claude Code's own settings files. lode reads it leniently and never writes it: Claude Code skips broken ones itself. */
export type ClaudeFile = { readonly layer: ClaudeLayer; readonly path: string } & (
  | { readonly kind: 'missing' }
  | { readonly kind: 'read'; readonly text: string; readonly content: JsonObject }
  | { readonly kind: 'skipped'; readonly why: string }
);

/** Strongest first. */
export type ClaudeFiles = readonly ClaudeFile[];

/** Reads one file of Claude Code's; strict JSON, as Claude Code itself wants it. Never throws. */
export async function readClaudeFile(files: Files, { layer, path }: ClaudePath): Promise<ClaudeFile> {
  const read = files.readText(path, largestSettings);
  if (read.kind === 'missing') return { kind: 'missing', layer, path };
  if (read.kind === 'unreadable') return { kind: 'skipped', layer, path, why: explainUnreadable(path, read).reason };
  const content = tryParse(read.text);
  if (isObject(content)) return { kind: 'read', layer, path, text: read.text, content };
  if (content !== undefined) return { kind: 'skipped', layer, path, why: 'it is not a JSON object' };
  return { kind: 'skipped', layer, path, why: await explainBroken(read.text) };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function explainBroken(text: string): Promise<string> {
  const [{ parseJsonc }, { positionAt }] = await Promise.all([import('./jsonc.ts'), import('./code-frame.ts')]);
  const parsed = parseJsonc(text, { plain: true });
  if (parsed.kind === 'value') return 'it is not strict JSON';
  const { line, column } = positionAt(text, parsed.offset);
  return `line ${line}, column ${column}: ${parsed.problem}`;
}

/** What to tell about the files that Claude Code will skip too. */
export function skippedNotes(files: ClaudeFiles): readonly Note[] {
  return files.flatMap((file) =>
    file.kind === 'skipped'
      ? [{ code: 'settings.claude-file-skipped', sentence: `${file.path} is skipped, by Claude Code too: ${file.why}. Fix it or run: claude doctor` }]
      : [],
  );
}
