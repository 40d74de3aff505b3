import type { Written } from '../setup/draft.ts';
import type { SetupEdit } from '../setup/setup-edit.ts';
import { lodePaths, pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { homePath } from './setup-diff-text.ts';

/** Every file that would be written, below each other, so that they are seen where the question stands; nothing where the diff of one file says it. Pure. */
export function setupFilesText(system: Pick<System, 'platform' | 'env' | 'home'>, edits: readonly SetupEdit[], written: readonly Written[]): string {
  const own = [lodePaths(system).cache, lodePaths(system).state].map((folder) => `${folder}${pathOf(system.platform).sep}`);
  const tokens = written.filter(({ path }) => !own.some((folder) => path.startsWith(folder)));
  if (edits.length + tokens.length < 2) return '';
  const folders = [...new Set(tokens.map(({ path }) => pathOf(system.platform).dirname(path)))];
  const rows = [
    ...edits.map(({ path, before, why }) => [before === undefined ? 'new' : 'changed', homePath(path, system.home), why] as const),
    ...folders.map((folder) => ['new', `${homePath(folder, system.home)}/…`, 'the sign-in'] as const),
  ];
  const width = Math.min(widestPath, Math.max(...rows.map(([, path]) => path.length)));
  const lines = rows.map(([how, path, why]) => `  ${how.padEnd(7)}  ${path.padEnd(width)}${path.length > widestPath ? '' : `  ${why}`}`);
  return ['', 'Files:', ...lines].map((line) => `${line}\n`).join('');
}

/** A longer one stands by itself, so that no line is broken for what it is good for. */
const widestPath = 40;
