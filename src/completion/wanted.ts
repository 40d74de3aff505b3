import type { Candidate } from './candidate.ts';
import type { ArgumentNode, CommandNode, FlagNode } from './command-node.ts';
import type { Slot } from './slot.ts';

/** What may stand at the cursor. */
export interface Wanted {
  /** Commands or flags. */
  readonly words: readonly Candidate[];
  /** What it is a value of. */
  readonly slot: Slot;
  /** The part of the word that is no part of the value: `--region=`. */
  readonly prefix: string;
  /** The value as far as it is typed. */
  readonly typed: string;
  /** The flags given so far, by long name. */
  readonly given: ReadonlyMap<string, string>;
  /** The arguments of the command given so far. */
  readonly arguments: readonly string[];
}

/** Where one stands after some words. */
interface Standing {
  readonly node: CommandNode;
  readonly arguments: readonly string[];
  readonly given: ReadonlyMap<string, string>;
  /** `--` was said: no flags any more. */
  readonly ended: boolean;
  /** The flag whose value comes next. */
  readonly awaits?: FlagNode | undefined;
  /** The words are another program's. */
  readonly foreign: boolean;
  /** A word came that is no command, where there must be one. */
  readonly lost: boolean;
}

const nothing: Slot = { kind: 'nothing' };

/** What may stand in the place of the last word of a line, given the words before it (without `lode` itself). Pure. */
export function wantedAt(root: CommandNode, words: readonly string[]): Wanted {
  const current = words.at(-1) ?? '';
  const start: Standing = { node: root, arguments: [], given: new Map(), ended: false, foreign: false, lost: false };
  const standing = words.slice(0, -1).reduce(after, start);
  const wanted: Wanted = { words: [], slot: nothing, prefix: '', typed: current, given: standing.given, arguments: standing.arguments };
  if (standing.lost) return wanted;
  if (standing.foreign) return { ...wanted, slot: { kind: 'files' } };
  if (standing.awaits?.value !== undefined && !(standing.awaits.optional && current.startsWith('-'))) return { ...wanted, slot: standing.awaits.value };
  if (!standing.ended && current.startsWith('-')) return { ...wanted, ...flagWanted(standing, current) };
  return { ...wanted, ...wordWanted(standing) };
}

function after(standing: Standing, word: string): Standing {
  const { node, awaits, ended, foreign } = standing;
  if (foreign) return standing;
  if (awaits !== undefined && !(awaits.optional && word.startsWith('-'))) return { ...standing, awaits: undefined, given: withGiven(standing, awaits, word) };
  const plain = { ...standing, awaits: undefined };
  if (!ended && word === '--') return { ...plain, ended: true };
  if (!ended && word.startsWith('-') && word !== '-') return afterFlag(plain, word);
  const below = standing.arguments.length === 0 ? node.commands.find(({ name }) => name === word) : undefined;
  if (below !== undefined) return { ...plain, node: below, ended: false, foreign: below.foreign === 'all' };
  const lost = node.commands.length > 0 && meant(node).every((one) => one.arguments.length === 0);
  return { ...plain, arguments: [...standing.arguments, word], foreign: node.foreign === 'after-argument', lost: standing.lost || lost };
}

function afterFlag(standing: Standing, word: string): Standing {
  const { name, value } = splitFlag(word);
  const flag = flagsHere(standing).find(({ names }) => names.includes(name));
  if (flag === undefined) return standing;
  if (value !== undefined || flag.value === undefined) return { ...standing, given: withGiven(standing, flag, value ?? '') };
  return { ...standing, awaits: flag };
}

function withGiven({ given }: Standing, flag: FlagNode, value: string): ReadonlyMap<string, string> {
  return new Map([...given, [flag.names.at(-1) ?? '', value]]);
}

function splitFlag(word: string): { readonly name: string; readonly value: string | undefined } {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? { name: word, value: undefined } : { name: word.slice(0, at), value: word.slice(at + 1) };
}

/** A command that stands for one of those below it takes that one's words too. */
function meant(node: CommandNode): readonly CommandNode[] {
  return [node, ...node.commands.filter(({ name }) => name === node.byDefault)];
}

function flagsHere({ node }: Standing): readonly FlagNode[] {
  return meant(node).flatMap(({ flags }) => flags);
}

function flagWanted(standing: Standing, current: string): Partial<Wanted> {
  const { name, value } = splitFlag(current);
  if (value === undefined) return { words: flagWords(standing) };
  const slot = flagsHere(standing).find(({ names }) => names.includes(name))?.value;
  return slot === undefined ? {} : { slot, prefix: `${name}=`, typed: value };
}

function flagWords(standing: Standing): readonly Candidate[] {
  const open = flagsHere(standing).filter(({ names, repeatable }) => repeatable || !standing.given.has(names.at(-1) ?? ''));
  const rows = open.map(({ names, about }): Candidate => ({ text: names.at(-1) ?? '', about }));
  return [...new Map(rows.map((row) => [row.text, row])).values()];
}

function wordWanted(standing: Standing): Partial<Wanted> {
  const { node, arguments: given } = standing;
  const words = given.length === 0 ? node.commands.map(({ name, about }): Candidate => ({ text: name, about })) : [];
  const slot = meant(node)
    .map((one) => argumentAt(one.arguments, given.length))
    .find((one) => one !== undefined);
  // Where nothing but flags can follow, TAB shows them without a dash being typed.
  const flags = words.length === 0 && slot === undefined && !standing.ended ? flagWords(standing) : [];
  return { words: [...words, ...flags], slot: slot ?? nothing };
}

function argumentAt(all: readonly ArgumentNode[], index: number): Slot | undefined {
  const last = all.at(-1);
  return (all[index] ?? (last?.variadic ? last : undefined))?.slot;
}
