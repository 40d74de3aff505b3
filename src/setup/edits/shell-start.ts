import type { System } from '../../system/system.ts';
import { nothingPlanned, type Planned } from './edit-input.ts';
import { completionFile, loginFile, loginShell, shimFolder, startFile, type KnownShell } from './login-shell.ts';
import { findBlock, withBlock } from './marked-block.ts';
import { oldTextIfAny } from './old-text.ts';
import { completionComment, completionLines, loginLines, pathLines, shimComment } from './shell-lines.ts';
import { pathWord } from './shell-words.ts';

/** What a shell is to do at its start. */
export interface AtStart {
  readonly shim: boolean;
  readonly completion: boolean;
}

/**
 * One block in the file that the user's shell reads at its start, and in the one of login shells where that is another. What an earlier setup put there stays
 * a part of it. Where there is no such file, or it cannot be told what belongs to the block, the lines are said instead.
 */
export function planShellStart(system: System, wanted: AtStart): Planned {
  const shell = loginShell(system);
  if (shell === undefined) return { edits: [], notes: byHand(system, wanted) };
  if (linesFor(system, shell, wanted).length === 0) return nothingPlanned;
  const login = shell === 'bash' ? loginFile(system) : undefined;
  const planned = [
    planBlock(system, shell, { path: startFile(system, shell), isLogin: false }, wanted),
    login === undefined ? nothingPlanned : planBlock(system, shell, { path: login, isLogin: true }, wanted),
  ];
  return { edits: planned.flatMap(({ edits }) => edits), notes: planned.flatMap(({ notes }) => notes) };
}

interface StartFile {
  readonly path: string;
  readonly isLogin: boolean;
}

function planBlock(system: System, shell: KnownShell, { path, isLogin }: StartFile, wanted: AtStart): Planned {
  const old = oldTextIfAny(system, path);
  const text = old.kind === 'read' ? (old.text ?? '') : '';
  const there = findBlock(text);
  const block = there.kind === 'found' ? there.text : '';
  const all = linesFor(system, shell, {
    shim: wanted.shim || block.includes(shimComment),
    completion: wanted.completion || block.includes(completionComment),
  });
  const lines = isLogin ? loginLines(all) : all;
  if (old.kind === 'unreadable') return { edits: [], notes: [leftAlone(path, old.why, lines)] };
  if (there.kind === 'broken') return { edits: [], notes: [leftAlone(path, "the marks of lode's block in it do not match", lines)] };
  const after = withBlock(text, there, lines);
  const why = isLogin ? 'the same in login shells' : `what ${shell} does at its start`;
  const edit = { path, newMode: 0o644, why, before: old.text, after };
  return { edits: after === old.text ? [] : [edit], notes: aliasNote(path, text, wanted) };
}

function linesFor(system: System, shell: KnownShell, { shim, completion }: AtStart): readonly string[] {
  const word = (path: string): string => pathWord(shell, path, system.home);
  return [
    ...(shim ? pathLines(shell, word(shimFolder(system))) : []),
    // fish finds completions by their place.
    ...(completion && shell !== 'fish' ? completionLines(word(completionFile(system, shell))) : []),
  ];
}

function leftAlone(path: string, why: string, lines: readonly string[]): string {
  return [`${path} was left alone, since ${why}. Put these lines at its end:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** An alias comes before PATH, and Claude Code's own installer used to write one. */
function aliasNote(path: string, text: string, { shim }: AtStart): readonly string[] {
  return shim && /^\s*alias\s+claude[=\s]/m.test(text) ? [`${path} has an alias claude, which comes before the script of that name: take it out.`] : [];
}

function byHand(system: System, { shim, completion }: AtStart): readonly string[] {
  const folder = shimFolder(system);
  if (system.platform === 'win32') {
    return [
      ...(shim ? [`Put ${folder} in front of Path (Settings, "Edit environment variables for your account"), so that typing claude goes through lode.`] : []),
      ...(completion ? ['For completion in PowerShell, add to the file that $PROFILE names: lode completion powershell | Out-String | Invoke-Expression'] : []),
    ];
  }
  const shell = system.env['SHELL'] ?? '';
  return [
    ...(shim ? [`lode does not know the start-up file of ${shell}. Put ${folder} in front of PATH there, so that typing claude goes through lode.`] : []),
    ...(completion ? [`lode has completion for bash, zsh, fish and PowerShell, and none for ${shell}.`] : []),
  ];
}
