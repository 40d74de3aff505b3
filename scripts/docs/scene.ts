import type { Change } from '../../src/sandbox/knobs.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';

/** The text of a file, given the address of the sandbox. */
type Text = string | ((url: string) => string);

/** What stands before a block is run: a home folder, an account, and what was done already. All of it is optional. */
export interface Scene {
  /** Whether the AWS files of `lode sandbox` are there: profiles `sandbox`, `sandbox-sso`, … */
  readonly sandboxFiles?: boolean;
  /** Path below the home folder → text. */
  readonly files?: Readonly<Record<string, Text>>;
  /** Undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly knobs?: Change;
  /** Commands that were run before, and must have gone well; what they show is not shown. */
  readonly before?: readonly string[];
  /** What happens to the account after those. */
  readonly after?: (sandbox: Sandbox) => void;
  /** `real`: the Claude Code that the end-to-end tests use. Else a stand-in that says only what it was called with, or `none`. */
  readonly claude?: 'real' | 'none';
  /** Whether the commands run in a copy of the checkout. */
  readonly clone?: boolean;
}
