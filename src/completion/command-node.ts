import type { Argument, Command, Option } from 'commander';
import type { OwnFlag } from './own-flag.ts';
import { slotOf, type Slot } from './slot.ts';

/** A flag, as far as completing it needs. */
export interface FlagNode {
  /** `-e` and `--environment`. */
  readonly names: readonly string[];
  readonly about: string;
  /** Undefined: it takes no value. */
  readonly value: Slot | undefined;
  /** Its value may be left out. */
  readonly optional: boolean;
  readonly repeatable: boolean;
}

export interface ArgumentNode {
  readonly slot: Slot;
  readonly variadic: boolean;
}

/** A command with all that may stand after it. */
export interface CommandNode {
  readonly name: string;
  readonly about: string;
  readonly flags: readonly FlagNode[];
  readonly commands: readonly CommandNode[];
  readonly arguments: readonly ArgumentNode[];
  /** Every word after its name, or after its first argument, is another program's. */
  readonly foreign: 'never' | 'all' | 'after-argument';
  /** The command below that is meant when none is named. */
  readonly byDefault?: string | undefined;
}

/** Commander keeps these two to itself. */
interface Declared extends Command {
  readonly _defaultCommandName?: string | null;
  readonly _passThroughOptions?: boolean;
  readonly _hidden?: boolean;
}

const help: FlagNode = { names: ['-h', '--help'], about: 'show help', value: undefined, optional: false, repeatable: false };

/** All that a command line of lode may say: the declared commands, the assistants, and lode's own flags before either. Pure. */
export function rootNode(program: Command, assistants: readonly { readonly name: string; readonly label: string }[], flags: readonly OwnFlag[]): CommandNode {
  const launched = assistants.map(({ name, label }): CommandNode => ({ ...bare, name, about: `launch ${label}`, foreign: 'all' }));
  const declared = commandsOf(program, '');
  return { ...bare, name: 'lode', flags: [...flags.map(ownFlag), help], commands: [...launched, ...declared, helpNode(declared)] };
}

/** `lode help COMMAND` */
function helpNode(commands: readonly CommandNode[]): CommandNode {
  const named = ({ name, about, commands: below }: CommandNode): CommandNode => ({ ...bare, name, about, commands: below.map(named) });
  return { ...bare, name: 'help', about: 'show help of a command', commands: commands.map(named) };
}

const bare: CommandNode = { name: '', about: '', flags: [], commands: [], arguments: [], foreign: 'never' };

function ownFlag([words, about]: OwnFlag): FlagNode {
  const [, short, long = '', placeholder] = /^(?:(-\w), )?(--[\w-]+)(?: (\S+))?$/.exec(words) ?? [];
  const names = short === undefined ? [long] : [short, long];
  const value = placeholder === undefined ? undefined : slotOf('', long, placeholder.toLowerCase());
  return { names, about, value, optional: false, repeatable: false };
}

function commandsOf(command: Command, path: string): readonly CommandNode[] {
  return command.commands.filter((one) => (one as Declared)._hidden !== true).map((one) => commandNode(one, `${path} ${one.name()}`.trim()));
}

function commandNode(command: Command, path: string): CommandNode {
  const { _defaultCommandName, _passThroughOptions } = command as Declared;
  return {
    name: command.name(),
    about: command.description(),
    flags: [...command.options.filter(({ hidden }) => !hidden).map((option) => flagNode(option, path)), help],
    commands: commandsOf(command, path),
    arguments: command.registeredArguments.map((argument) => argumentNode(argument, path)),
    foreign: _passThroughOptions === true ? 'after-argument' : 'never',
    byDefault: _defaultCommandName ?? undefined,
  };
}

function flagNode(option: Option, path: string): FlagNode {
  const { flags, short, long, description, required, optional, variadic, parseArg, argChoices } = option;
  const placeholder = /[<[](.+)[>\]]$/.exec(flags)?.[1]?.replace(/\.\.\.$/, '') ?? '';
  return {
    names: [short, long].flatMap((name) => name ?? []),
    about: description,
    value: required || optional ? slotOf(path, long ?? short ?? '', placeholder, argChoices) : undefined,
    optional,
    // One that gathers its values has a function of its own; choices bring one too.
    repeatable: variadic || (parseArg !== undefined && argChoices === undefined),
  };
}

function argumentNode(argument: Argument, path: string): ArgumentNode {
  return { slot: slotOf(path, argument.name(), argument.name(), argument.argChoices), variadic: argument.variadic };
}
