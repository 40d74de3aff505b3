import { win32 } from 'node:path';
import type { Environment } from '../../system/system.ts';

/**
 * The words that open a page in the person's browser, to be run without a shell; undefined when `BROWSER=none` says not to. `BROWSER` may
 * be a list with colons, of which the first counts, and hold `%s` where the address goes. Pure. Source: Python's `webbrowser`, xdg-open(1).
 */
export function browserCommand(platform: NodeJS.Platform, env: Environment, url: string): readonly [string, ...string[]] | undefined {
  const chosen = chosenBrowser(platform, env);
  if (chosen !== undefined) return chosen[0] === 'none' ? undefined : withAddress(chosen, url);
  if (platform === 'darwin') return ['open', url];
  // Not `start`, which is the shell's and takes `&` in an address for its own.
  if (platform === 'win32') return [rundll32(env), 'url.dll,FileProtocolHandler', url];
  return env['WSL_DISTRO_NAME'] || env['WSL_INTEROP'] ? ['wslview', url] : ['xdg-open', url];
}

/** By its full path: Windows looks for a bare name in the working folder first, which may be anybody's project. */
function rundll32(env: Environment): string {
  return env['SystemRoot'] ? win32.join(env['SystemRoot'], 'System32', 'rundll32.exe') : 'rundll32.exe';
}

function chosenBrowser(platform: NodeJS.Platform, env: Environment): readonly [string, ...string[]] | undefined {
  const text = env['BROWSER']?.trim() ?? '';
  const entry = platform === 'win32' ? text : text.split(':').find((one) => one.trim() !== '');
  const [program, ...args] = (entry ?? '').trim().split(/\s+/);
  return program ? [program, ...args] : undefined;
}

function withAddress([program, ...args]: readonly [string, ...string[]], url: string): readonly [string, ...string[]] {
  const filled = args.map((word) => word.replaceAll('%s', () => url));
  return args.some((word) => word.includes('%s')) ? [program, ...filled] : [program, ...args, url];
}
