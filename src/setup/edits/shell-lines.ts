import type { KnownShell } from './login-shell.ts';

/** What a block in a start-up file does, by the comments that its parts begin with. */
export const shimComment = '# Typing claude goes through lode.';
export const completionComment = '# TAB completes the words of lode.';

/**
 * Puts a folder in front of PATH, once, wherever it stood before: a shell within a shell inherits it, and another line may have put a folder before it.
 * `folder` is a word of the shell's. Pure.
 */
export function pathLines(shell: KnownShell, folder: string): readonly string[] {
  return shell === 'fish' ? fishPath(folder) : posixPath(folder);
}

/** For bash, 3.2 of macOS too, and zsh. */
function posixPath(folder: string): readonly string[] {
  return [
    shimComment,
    `__lode_shims=${folder}`,
    'if [ -x "$__lode_shims/claude" ]; then',
    '  __lode_path=":$PATH:"',
    '  PATH=$__lode_shims${__lode_path//":$__lode_shims:"/:}',
    '  export PATH="${PATH%:}"',
    'fi',
    'unset __lode_shims __lode_path',
  ];
}

/** Files of conf.d come before config.fish, which may put other folders in front; so it is done again at the first prompt. */
function fishPath(folder: string): readonly string[] {
  return [
    shimComment,
    'if status is-interactive',
    '    function __lode_shims',
    `        set -l folder ${folder}`,
    '        test -x $folder/claude; and set -gx PATH $folder (string match --invert -- $folder $PATH)',
    '    end',
    '    __lode_shims',
    '    function __lode_shims_again --on-event fish_prompt',
    '        functions --erase __lode_shims_again',
    '        __lode_shims',
    '    end',
    'end',
  ];
}

/** Loads a completion; `file` is a word of the shell's. Pure. */
export function completionLines(file: string): readonly string[] {
  return [completionComment, `if [ -r ${file} ]; then`, `  source ${file}`, 'fi'];
}

/** The same lines for a file of bash that other shells read too, and programs that start a session: only for a bash that somebody types into. Pure. */
export function loginLines(lines: readonly string[]): readonly string[] {
  return ['case "${BASH_VERSION:+$-}" in *i*)', ...lines.map((line) => `  ${line}`), ';; esac'];
}
