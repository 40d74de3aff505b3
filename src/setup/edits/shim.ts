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
    `[ -x ${node} ] && [ -f ${program} ] || exec lode claude "$@"`,
    `exec ${node} ${program} claude "$@"`,
    '',
  ].join('\n');
}

function windowsShim(node: string, program: string): string {
  return [
    '@echo off',
    'rem Written by lode setup, so that typing claude goes through lode; take it out with: lode setup --undo',
    'chcp 65001 >nul',
    // A per cent sign begins a variable in a batch file.
    `${`"${node}" "${program}"`.replaceAll('%', '%%')} claude %*`,
    '',
  ].join('\r\n');
}

/** What the script is called. Pure. */
export function shimName({ platform }: Pick<ShimProgram, 'platform'>): string {
  return platform === 'win32' ? 'claude.cmd' : 'claude';
}
