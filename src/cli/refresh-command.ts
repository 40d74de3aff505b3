import { Option, type Command } from 'commander';
import type { RefreshRequest } from '../commands/refresh.ts';
import type { WatchRequest } from '../commands/refresh-watch.ts';
import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { CommandPlace } from './command-place.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

interface RefreshOptions {
  readonly watch?: boolean;
  readonly install?: boolean;
  readonly with?: string;
  readonly uninstall?: boolean;
  readonly status?: boolean;
  readonly fromTimer?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Declares `lode refresh`. */
export function addRefresh(program: Command, { words, system, done }: CommandPlace): void {
  const command = program
    .command('refresh')
    .description('renew credentials before they expire: once, while you watch, or by a timer')
    .option('--watch', 'stay, and renew whenever it is time, until Ctrl-C')
    .option('--install', 'install a timer that does it every 10 minutes')
    .option('--with <scheduler>', 'with --install: systemd, cron, launchd or schtasks; without it, the best that is there')
    .option('--uninstall', 'take the timer out')
    .option('--status', 'whether a timer is installed, its last run and its next')
    .option('--dry-run', 'with --install or --uninstall: show what would change, and change nothing')
    .option('--json', 'as data')
    .option('--quiet', 'say nothing but what needs you')
    .addOption(new Option('--from-timer').hideHelp());
  takeSettingFlags(command).action(async (options: RefreshOptions) => {
    const json = options.json === true || words.mode.json;
    const action = actionOf(options);
    const asked = askedFor(command, words);
    const dryRun = options.dryRun === true || words.mode.dryRun;
    refuseMixture(action, dryRun, asked.environment !== undefined || Object.keys(asked.flags).length > 0);
    if (action === 'once' || action === 'watch') {
      const request = { ...asked, json, quiet: options.quiet === true || words.mode.quiet };
      done(await (action === 'watch' ? watch(system, request) : once(system, { ...request, fromTimer: options.fromTimer === true })));
      return;
    }
    const { refreshTimerCommand } = await import('../commands/refresh-timer.ts');
    done(await refreshTimerCommand(system, { action, with: options.with, json, dryRun }));
  });
}

async function once(system: System, request: RefreshRequest): Promise<number> {
  const { refreshSourcesCommand } = await import('../commands/refresh.ts');
  return refreshSourcesCommand(system, request);
}

async function watch(system: System, request: WatchRequest): Promise<number> {
  const { refreshWatchCommand } = await import('../commands/refresh-watch.ts');
  return refreshWatchCommand(system, request);
}

const actions = ['watch', 'install', 'uninstall', 'status'] as const;

function actionOf(options: RefreshOptions): (typeof actions)[number] | 'once' {
  const asked = actions.filter((action) => options[action] === true);
  if (asked.length > 1) fail(together(asked.map((action) => `--${action}`)));
  if (options.with !== undefined && !options.install) fail(withoutInstall);
  return asked[0] ?? 'once';
}

/** What would be passed over in silence is said instead. */
function refuseMixture(action: ReturnType<typeof actionOf>, dryRun: boolean, givesSettings: boolean): void {
  const writes = action === 'install' || action === 'uninstall';
  if (dryRun && !writes)
    fail({ ...withoutInstall, message: '--dry-run goes with --install or --uninstall.', hints: ['Write: lode refresh --install --dry-run'] });
  if (givesSettings && action !== 'once' && action !== 'watch') fail(settingsOfTimer);
}

const settingsOfTimer = {
  code: 'usage.one-of',
  exit: 'usage',
  message: 'A timer goes by your settings files, for every environment in them; it takes no settings and no -e of its own.',
  hints: ['Set it there: lode config set awsProfile NAME', 'Then: lode refresh --install'],
} as const;

function together(flags: readonly string[]) {
  return {
    code: 'usage.one-of',
    exit: 'usage',
    message: `lode refresh does one thing at a time, not ${flags.join(' and ')}.`,
    hints: ['See: lode refresh --help'],
  } as const;
}

const withoutInstall = {
  code: 'usage.one-of',
  exit: 'usage',
  message: '--with goes with --install.',
  hints: ['Write: lode refresh --install --with cron'],
} as const;
