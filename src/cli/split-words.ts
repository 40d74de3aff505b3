import { fail } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { flagOf, settingNames } from '../settings/schema.ts';
import type { GivenFlags } from '../settings/given.ts';
import type { SettingName } from '../settings/settings.ts';
import type { TalkMode } from '../launcher/launch-request.ts';

/** The command line, split at the first word that is not one of lode's own flags. */
export interface SplitWords {
  readonly flags: GivenFlags;
  readonly environment: string | undefined;
  readonly mode: TalkMode;
  readonly help: boolean;
  readonly version: boolean;
  /** The command or assistant named; undefined when there was none. */
  readonly command: string | undefined;
  /** Every word after the command, untouched. */
  readonly rest: readonly string[];
  /** All words. */
  readonly argv: readonly string[];
}

const modeFlags: Readonly<Record<string, keyof TalkMode>> = { '--verbose': 'verbose', '--quiet': 'quiet', '--json': 'json', '--dry-run': 'dryRun' };
const settingFlags: ReadonlyMap<string, SettingName> = new Map(settingNames.map((name) => [flagOf(name), name]));
const environmentFlags: ReadonlySet<string> = new Set(['-e', '--environment']);

/** Splits argv (without node and script). Throws a usage error for an unknown flag or a flag without its value. */
export function splitWords(argv: readonly string[]): SplitWords {
  const flags: Partial<Record<SettingName, string>> = {};
  const mode = { verbose: false, quiet: false, json: false, dryRun: false };
  let environment: string | undefined;
  let help = false;
  let version = false;
  let index = 0;
  for (; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') {
      index++;
      break;
    }
    if (!word.startsWith('-') || word === '-') break;
    const [flag, inline] = splitAtEquals(word);
    const value = (): string => inline ?? argv[++index] ?? fail(missingValue(flag));
    const setting = settingFlags.get(flag);
    const modeName = modeFlags[flag];
    if (setting !== undefined) flags[setting] = value();
    else if (environmentFlags.has(flag)) environment = value();
    else if (inline !== undefined && isSwitch(flag)) fail(takesNone(flag));
    else if (modeName !== undefined) mode[modeName] = true;
    else if (flag === '-h' || flag === '--help') help = true;
    else if (flag === '-V' || flag === '--version') version = true;
    else fail(unknownFlag(flag));
  }
  return { flags, environment, mode, help, version, command: argv[index], rest: argv.slice(index + 1), argv };
}

function isSwitch(flag: string): boolean {
  return flag in modeFlags || flag === '--help' || flag === '--version';
}

function splitAtEquals(word: string): readonly [flag: string, value: string | undefined] {
  const at = word.indexOf('=');
  return at === -1 || !word.startsWith('--') ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function missingValue(flag: string) {
  return { code: 'usage.missing-value', exit: 'usage', message: `${flag} needs a value.`, hints: ['See all flags: lode --help'] } as const;
}

function takesNone(flag: string) {
  return { code: 'usage.no-value', exit: 'usage', message: `${flag} takes no value.`, hints: [`Write: ${flag}`] } as const;
}

function unknownFlag(flag: string) {
  const known = [...settingFlags.keys(), ...Object.keys(modeFlags), '--environment', '--help', '--version'];
  const near = nearest(flag, known);
  return {
    code: 'usage.unknown-flag',
    exit: 'usage',
    message: `lode does not know the flag ${flag}.`,
    hints: [
      ...(/^-e=./.test(flag) ? [`Write it with a space: -e ${flag.slice(3)}`] : []),
      ...(near.length > 0 ? [`Did you mean: ${near.join(', ')}?`] : []),
      "lode's flags stand before the assistant's name, the assistant's own words after it: lode --region eu-west-1 claude -p hello",
    ],
  } as const;
}
