import type { Command } from 'commander';
import { fail } from '../errors.ts';
import type { CommandPlace } from './command-place.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

interface LoginOptions {
  readonly device?: boolean;
  /** Commander's reading of `--no-browser`. */
  readonly browser: boolean;
  readonly qr?: boolean;
  readonly force?: boolean;
  readonly session?: string;
  readonly installProfile?: string;
  readonly uninstallProfile?: string;
  readonly dryRun?: boolean;
}

/** Declares `lode login`, which also writes profiles for other tools. */
export function addLogin(program: Command, place: CommandPlace): void {
  const command = program
    .command('login')
    .description('sign in to IAM Identity Center, without the AWS CLI')
    .option('--device', 'by a code that is compared on any device, not by a browser here')
    .option('--no-browser', 'print the page instead of opening it')
    .option('--qr', 'show the page as a QR code too')
    .option('--session <name>', 'sign in to this [sso-session], whichever profile uses it')
    .option('--force', 'sign in anew, though the last sign-in still lasts')
    .option('--install-profile <name>', 'write an AWS profile that has its credentials from lode, for any AWS tool')
    .option('--uninstall-profile <name>', 'take such a profile out again')
    .option('--dry-run', 'show what would be written, and write nothing');
  takeSettingFlags(command).action(async (options: LoginOptions) => place.done(await runLogin(command, options, place)));
}

async function runLogin(command: Command, options: LoginOptions, { words, system }: CommandPlace): Promise<number> {
  const { installProfile, uninstallProfile, force = false } = options;
  if (installProfile !== undefined && uninstallProfile !== undefined) return fail(oneOnly());
  const asked = askedFor(command, words);
  const { verbose } = words.mode;
  const dryRun = options.dryRun === true || words.mode.dryRun;
  if (installProfile !== undefined || uninstallProfile !== undefined) {
    const commands = await import('../commands/install-profile.ts');
    if (uninstallProfile !== undefined) return commands.uninstallProfileCommand(system, { name: uninstallProfile, force, dryRun });
    return commands.installProfileCommand(system, { name: installProfile ?? '', force, dryRun, ...asked });
  }
  const { loginCommand } = await import('../commands/login.ts');
  const { device = false, browser, qr = false, session } = options;
  return loginCommand(system, { ...asked, device, browser, qr, force, session, verbose });
}

function oneOnly() {
  return {
    code: 'usage.one-profile',
    exit: 'usage',
    message: '--install-profile and --uninstall-profile cannot go together.',
    hints: ['Take the old one out first, then put the new one in'],
  } as const;
}

interface LogoutOptions {
  readonly all?: boolean;
  readonly session?: string;
  readonly dryRun?: boolean;
}

/** Declares `lode logout`. */
export function addLogout(program: Command, { words, system, done }: CommandPlace): void {
  const command = program
    .command('logout')
    .description('sign out, at AWS and here')
    .option('--session <name>', 'sign out of this [sso-session]')
    .option('--all', 'sign out of everything that the AWS files name')
    .option('--dry-run', 'show what would be ended and removed');
  takeSettingFlags(command).action(async ({ all, session, dryRun }: LogoutOptions) => {
    const { logoutCommand } = await import('../commands/logout.ts');
    const which =
      all === true ? ({ kind: 'all' } as const) : session === undefined ? ({ kind: 'launch' } as const) : ({ kind: 'session', name: session } as const);
    done(await logoutCommand(system, { ...askedFor(command, words), which, dryRun: dryRun === true || words.mode.dryRun }));
  });
}
