import type { ReplyRule } from '../../../src/sandbox/knobs.ts';

/** The model answers "look" by asking for one Bash command, and then repeats what it printed. */
export function looksWith(command: string): { readonly replies: readonly ReplyRule[] } {
  // oxlint-disable-next-line unicorn/no-thenable -- a knob of the sandbox, never awaited
  return { replies: [{ whenPromptContains: 'look', toolUse: { name: 'Bash', input: { command } }, then: '{result}' }] };
}

/** The words of a session that looks. */
export const looking: readonly string[] = ['-p', 'look', '--dangerously-skip-permissions'];
