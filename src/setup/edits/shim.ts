import { quoteForPosix } from '../../posix-quote.ts';
import type { System } from '../../system/system.ts';

/** The lode that a shim calls. */
export type ShimProgram = Pick<System, 'platform' | 'nodePath' | 'programPath'>;

/**
 * A script called `claude` that starts lode. When this lode was moved or updated away it falls back to the one on PATH. lode passes over it when it looks
 * for the real Claude Code, which stays where it is: replacing `~/.local/bin/claude` would end its updates (Claude Code docs, corporate launchers). Pure.
 */
export function shimText({ platform, nodePath, programPath }: ShimProgram): string {
  return platform === 'win32' ? windowsShim(nodePath, programPath) : posixShim(quoteForPosix(nodePath), quoteForPosix(programPath));
}

function posixShim(node: string, program: string): string {
  return [
    '#!/bin/sh',
    '# Written by lode setup, so that typing claude goes through lode; take it out with: lode setup --undo',
    `if [ -x ${node} ] && [ -f ${program} ]; then exec ${node} ${program} claude "$@"; fi`,
    'if command -v lode >/dev/null 2>&1; then exec lode claude "$@"; fi',
    `echo "lode is gone, and this script called claude only starts it. Take it away: rm '$0'" >&2`,
    'exit 127',
    '',
  ].join('\n');
}

function windowsShim(node: string, program: string): string {
  // A per cent sign begins a variable in a batch file.
  const [runtime, script] = [node, program].map((path) => `"${path.replaceAll('%', '%%')}"`);
  return [
    '@echo off',
    'rem Written by lode setup, so that typing claude goes through lode; take it out with: lode setup --undo',
    'chcp 65001 >nul',
    `if exist ${script} goto lode`,
    'echo lode is gone, and this script called claude only starts it. Take it away: del "%~f0" 1>&2',
    'exit /b 9009',
    ':lode',
    `${runtime} ${script} claude %*`,
    '',
  ].join('\r\n');
}

/** What the script is called. Pure. */
export function shimName({ platform }: Pick<ShimProgram, 'platform'>): string {
  return platform === 'win32' ? 'claude.cmd' : 'claude';
}
