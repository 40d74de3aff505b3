import { Option, type Command } from 'commander';
import { fail } from '../errors.ts';
import { extraNames, sourceNames, type ExtraName, type SetupWords, type SourceName } from '../setup/setup-words.ts';
import type { CommandPlace } from './command-place.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

interface SetupFlags {
  readonly source?: SourceName;
  readonly ssoStartUrl?: string;
  readonly ssoRegion?: string;
  readonly ssoSession?: string;
  readonly ssoAccount?: string;
  readonly ssoRole?: string;
  readonly profileName?: string;
  readonly device?: boolean;
  readonly browser: boolean;
  readonly qr?: boolean;
  readonly proof?: boolean;
  readonly completion?: boolean;
  readonly shim?: boolean;
  readonly claudeSettings?: boolean;
  readonly editor?: boolean;
  readonly from?: string;
  readonly digest?: string;
  readonly managed?: boolean;
  readonly undo?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Declares `lode setup`. */
export function addSetup(program: Command, { words, system, done }: CommandPlace): void {
  const setup = program
    .command('setup')
    .description('set everything up: account, region and models, proven and shown before anything is written')
    .addOption(new Option('--source <source>', 'where credentials come from').choices(sourceNames))
    .option('--sso-start-url <url>', 'start URL of IAM Identity Center')
    .option('--sso-region <region>', 'its region')
    .option('--sso-session <name>', 'its [sso-session], found or made')
    .option('--sso-account <account>', 'number or name of the account')
    .option('--sso-role <role>', 'the role in it')
    .option('--profile-name <name>', 'what the new profile is called')
    .option('--device', 'sign in with a code on any device')
    .option('--no-browser', 'only say where the page is')
    .option('--qr', 'draw the page as a QR code too')
    .option('--proof', 'send one small request at the end')
    .option('--no-proof', 'send none')
    .option('--completion', 'TAB completion for your shell')
    .option('--no-completion', 'none')
    .option('--shim', 'make typing claude go through lode')
    .option('--no-shim', 'do not')
    .option('--claude-settings', "write Claude Code's own settings too, for its extension in editors")
    .option('--no-claude-settings', 'do not')
    .option('--editor', "write the settings of editors with Claude Code's extension")
    .option('--no-editor', 'do not')
    .option('--from <file-or-url>', 'what your team agreed on: a file, an https URL or git+https://…/repo.git#REF:PATH')
    .option('--digest <sha256:hex>', 'use it only if it is exactly this')
    .option('--managed', 'with --from: print managed settings that lock it, and write nothing')
    .option('--undo', 'take the last setup back')
    .option('--yes', 'let defaults answer, and write')
    .option('--dry-run', 'show what would be written, and stop')
    .option('--json', 'what was written as data');
  takeSettingFlags(setup, ['awsProfile', 'region', 'geography', 'residency', 'model', 'smallFastModel']).action(async (given: SetupFlags) => {
    const wish: SetupWords = { ...askedFor(setup, words), ...wordsOf(given), ...talkOf(given, words.mode) };
    refuseMixture(given, wish);
    if (given.undo === true) return done(await (await import('../commands/setup-undo.ts')).undoSetupCommand(system));
    const { from, digest } = given;
    if (given.managed === true) {
      const { managedSetupCommand } = await import('../commands/setup-managed.ts');
      return done(await managedSetupCommand(system, { from: from ?? '', digest }));
    }
    const { setupCommand } = await import('../commands/setup.ts');
    return done(await setupCommand(system, wish, from === undefined ? undefined : { from, digest }));
  });
}

function talkOf({ dryRun, json }: SetupFlags, mode: CommandPlace['words']['mode']): Pick<SetupWords, 'dryRun' | 'json' | 'quiet'> {
  return { dryRun: dryRun === true || mode.dryRun, json: json === true || mode.json, quiet: mode.quiet };
}

function wordsOf(given: SetupFlags): Omit<SetupWords, 'flags' | 'environment' | 'dryRun' | 'json' | 'quiet'> {
  const { source, device, browser, qr, proof, yes } = given;
  const { ssoStartUrl: startUrl, ssoRegion: region, ssoSession: session, ssoAccount: account, ssoRole: role, profileName } = given;
  return {
    source,
    sso: { startUrl, region, session, account, role, profileName },
    signIn: { device: device === true, browser, qr: qr === true },
    proof,
    extras: extrasOf(given),
    yes: yes === true,
  };
}

function extrasOf({ completion, shim, claudeSettings, editor }: SetupFlags): SetupWords['extras'] {
  const said: Record<ExtraName, boolean | undefined> = { completion, shim, 'claude-settings': claudeSettings, editor };
  return Object.fromEntries(extraNames.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])));
}

function refuseMixture(given: SetupFlags, { flags, environment, dryRun, json }: SetupWords): void {
  const { undo, from, digest, managed } = given;
  const others = Object.entries(given).filter(([name, value]) => name !== 'undo' && !(name === 'browser' && value === true));
  const saysSettings = Object.keys(flags).length > 0 || environment !== undefined;
  if (undo && (others.length > 0 || saysSettings || dryRun || json)) refuse('--undo goes by itself.');
  if (managed === true && (saysSettings || others.some(([name]) => !['managed', 'from', 'digest'].includes(name))))
    refuse('--managed goes with --from and --digest alone: it prints that file, for everybody.');
  if (from === undefined && digest !== undefined) refuse('--digest goes with --from: it says what the file has to be.');
  if (from === undefined && managed === true) refuse('--managed goes with --from: it prints what that file says as managed settings.');
}

function refuse(message: string): never {
  return fail({ code: 'usage.one-of', exit: 'usage', message, hints: ['See: lode setup --help'] });
}
