import { join } from 'node:path';
import type { Environment } from '../system/system.ts';
import { sandboxEnvironment } from './environment.ts';
import { homeRegion } from './home-profiles.ts';

/** Folders that programs prefer to HOME; a throw-away home is no such thing while they point into the real one. */
const homeNames = ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_DATA_HOME', 'CLAUDE_CONFIG_DIR'];

export interface Inside {
  readonly url: string;
  /** The throw-away home with the AWS files. */
  readonly home: string;
  /** Whether HOME stays the user's own; only the AWS files come from the throw-away one then. */
  readonly keepHome: boolean;
}

/** What to set, and which of the caller's variables to take away, so that a program uses the sandbox and no real credentials. */
export interface Change {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** The change from the caller's environment to one inside the sandbox: every `AWS_*` variable of the caller goes. */
export function insideChange(env: Environment, inside: Inside): Change {
  const set = { ...sandboxEnvironment(inside.url), ...awsVariables(inside), ...noProxy(env), ...quiet };
  const foreign = Object.keys(env).filter((name) => name.startsWith('AWS_') || (!inside.keepHome && homeNames.includes(name)));
  return { set, remove: foreign.filter((name) => !(name in set)).toSorted() };
}

/** A trial must not install anything: Claude Code updates itself, for root even globally, when a session starts. */
const quiet = { DISABLE_AUTOUPDATER: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', OPENCODE_DISABLE_AUTOUPDATE: '1' };

/** The complete environment of a child. */
export function insideEnvironment(env: Environment, inside: Inside): Record<string, string> {
  const { set, remove } = insideChange(env, inside);
  const kept = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !remove.includes(entry[0]));
  return { ...Object.fromEntries(kept), ...set };
}

function awsVariables({ home, keepHome }: Inside): Record<string, string> {
  const files = { AWS_CONFIG_FILE: join(home, '.aws', 'config'), AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials') };
  const choice = { AWS_PROFILE: 'sandbox', AWS_REGION: homeRegion, AWS_DEFAULT_REGION: homeRegion };
  return { ...choice, ...files, ...(keepHome ? {} : { HOME: home, USERPROFILE: home }) };
}

/** The caller's own exceptions stay, loopback joins them. */
function noProxy(env: Environment): Record<string, string> {
  const own = env['NO_PROXY'] ?? env['no_proxy'] ?? '';
  const joined = [own, '127.0.0.1', 'localhost'].filter((part) => part !== '').join(',');
  return { NO_PROXY: joined, no_proxy: joined };
}
