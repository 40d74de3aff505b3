import { Command, CommanderError } from 'commander';
import { exitCodes, fail, type Failure } from '../errors.ts';
import { assistants } from '../launcher/assistants/index.ts';
import { nearest } from '../nearest.ts';
import type { System } from '../system/system.ts';
import { addCommands } from './commands.ts';
import { ownFlags } from './own-flags.ts';
import { hanging, wrapText } from '../wrap-text.ts';
import type { SplitWords } from './split-words.ts';

declare const LODE_VERSION: string;

/** As wide as every terminal is. */
const helpColumns = 80;

/** Runs one of lode's own commands, or shows help. Returns the exit code; throws LodeError. */
export async function runCommand(said: SplitWords, system: System): Promise<number> {
  const words = withHelp(said);
  if (words.version) {
    system.terminal.out(`${LODE_VERSION}\n`);
    return exitCodes.ok;
  }
  let code: number = exitCodes.ok;
  const program = describeProgram(system);
  addCommands(program, { words, system, done: (result) => (code = result) });
  const argv = [...(words.command === undefined ? [] : [words.command, ...words.rest]), ...(words.help ? ['--help'] : [])];
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.ok;
    return fail(usageFailure(error, words, program));
  }
}

/** `lode help COMMAND` is `lode COMMAND --help`; that of an assistant is its own, and how it is launched stands in lode's. */
function withHelp(words: SplitWords): SplitWords {
  if (words.command !== 'help') return words;
  const [command, ...rest] = words.rest.filter((word) => !word.startsWith('-'));
  return { ...words, command: assistants.some(({ name }) => name === command) ? undefined : command, rest, help: true };
}

/** What is wrong with a command line: a word that is no command, else what commander says of it. */
function usageFailure(error: CommanderError, { command = '', rest: [word] }: SplitWords, program: Command): Failure {
  const found = program.commands.find((one) => one.name() === command);
  if (found === undefined)
    return unknownWord('lode knows no command or assistant called', command, [...namesOf(program), ...assistants.map(({ name }) => name)], 'lode');
  // A command that takes words of its own beside its commands is not told that a word is none of them.
  const below = found.registeredArguments.length === 0 ? namesOf(found) : [];
  if (below.length > 0 && word === undefined) return unknownWord(`lode ${command} needs one of its commands after it`, undefined, below, `lode ${command}`);
  if (below.length > 0 && word !== undefined && !word.startsWith('-') && !below.includes(word))
    return unknownWord(`lode ${command} has no command`, word, below, `lode ${command}`);
  const code = `usage.${error.code.replace('commander.', '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return {
    code,
    exit: 'usage',
    message: plain(error.message),
    hints: [`See: lode ${[command, ...(below.includes(word ?? '') ? [word] : [])].join(' ')} --help`],
  };
}

function namesOf(command: Command): readonly string[] {
  return command.commands.map((one) => one.name());
}

function unknownWord(opening: string, word: string | undefined, known: readonly string[], place: string): Failure {
  const near = word === undefined ? [] : nearest(word, known);
  const message = word === undefined ? `${opening}.` : `${opening} "${word}".`;
  return {
    code: 'usage.unknown-command',
    exit: 'usage',
    message,
    hints: [...(near.length > 0 ? [`Did you mean: ${near.join(', ')}?`] : fitting(`There are: ${known.join(', ')}`)), `See: ${place} --help`],
  };
}

/** A list that does not fit on a line is told by the help alone. */
function fitting(list: string): readonly string[] {
  return list.length > 70 ? [] : [list];
}

/** Commander's sentence with our punctuation, its suggestion included. */
function plain(message: string): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?)]$/.test(text) ? '' : '.'}`;
}

function describeProgram({ terminal }: System): Command {
  const program = new Command('lode')
    .description('Launches coding assistants on Amazon Bedrock with the right account, region, models and fresh credentials.')
    .usage('[flags] <assistant> [its own words]\n       lode [flags] <command>')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: () => undefined })
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .addHelpText('after', launchHelp());
  return program;
}

function launchHelp(): string {
  const width = Math.max(...ownFlags.map(([flag]) => flag.length)) + 4;
  const fitted = (text: string): readonly string[] => wrapText(text, helpColumns);
  return [
    '',
    ...fitted(`Assistants: ${assistants.map(({ name, label }) => `${name} (${label})`).join(', ')}. Every word after the name is the assistant's own.`),
    '',
    "Flags, before the assistant's name or the command:",
    ...ownFlags.flatMap(([flag, help]) => hanging(`  ${flag}`, width, help, helpColumns)),
    '',
    'Examples:',
    '  lode setup',
    '  lode claude',
    '  lode --aws-profile work --region eu-west-1 claude -p "say hello"',
    '  lode --dry-run claude',
    '',
    ...fitted(
      "Exit codes: 0 well, 1 user or settings, 2 usage, 4 credentials, 126 assistant not runnable, 127 not found, 130 cancelled, 70 a bug in lode; otherwise the assistant's own code, or 128 + signal.",
    ),
  ].join('\n');
}
