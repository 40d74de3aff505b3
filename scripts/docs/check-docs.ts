import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from './blocks.ts';
import { blocksOf, oddFences, withLines, withoutBlocks } from './blocks.ts';
import { declaredTree } from './declared-tree.ts';
import { hasFlag, undeclared } from './declared.ts';
import { foreignFlags } from './foreign-flags.ts';
import { deadLinks } from './links.ts';
import { commandsIn, quoted } from './mentions.ts';
import type { Outcome } from './run-block.ts';
import { runBlock } from './run-block.ts';
import { scenes } from './scenes.ts';
import type { Built, Place } from './stage-home.ts';
import { installLode } from './stage-home.ts';
import { sessions } from './sessions/index.ts';
import { recordingFaults } from './check-recording.ts';
import { stepsOf } from './transcript.ts';

export interface CheckWords extends Built {
  /** Makes sure that the pinned Claude Code is there, and gives its path. */
  readonly fetchClaude: () => Promise<string>;
  /** Write what came into the pages. */
  readonly update: boolean;
  /** The pages to look at; all when empty. */
  readonly only: readonly string[];
}

interface Page {
  readonly file: string;
  /** With LF at the ends of its lines. */
  readonly text: string;
  readonly lineEnd: string;
}

const atOnce = 4;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Checks the pages, or writes them anew; gives the exit code. Everything wrong is said with its file and line. */
export async function checkDocs(words: CheckWords): Promise<number> {
  const all = pagesOf(words.root);
  const nowhere = words.only.filter((name) => !all.some(({ file }) => file === name));
  if (nowhere.length > 0) {
    say(`There is no page ${nowhere.join(', ')}; there are: ${all.map(({ file }) => file).join(', ')}`);
    return 2;
  }
  const pages = all.filter(({ file }) => words.only.length === 0 || words.only.includes(file));
  const blocks = pages.flatMap(({ file, text }) => blocksOf(file, text));
  const claude = blocks.some(hasClaude) || shownSessions(pages).length > 0 ? await words.fetchClaude() : undefined;
  const owner = installLode(words);
  const place = { root: words.root, owner, claude };
  const [outcomes, recorded] = await Promise.all([runAll(blocks, place), playAll(shownSessions(pages), place)]).finally(() =>
    rmSync(owner, { recursive: true, force: true }),
  );
  const faults = [
    ...blockFaults(blocks, outcomes),
    ...recorded,
    ...pages.flatMap((page) => [...linkFaults(page, words.root), ...wordFaults(page), ...fenceFaults(page)]),
  ];
  const written = words.update ? pages.filter((page) => writeAnew(page, blocks, outcomes, words.root)) : [];
  report(blocks, outcomes, faults, written);
  return faults.length === 0 ? 0 : 1;
}

function pagesOf(root: string): readonly Page[] {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...docs.toSorted().map((name) => `docs/${name}`)].map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return { file, text: text.replaceAll('\r\n', '\n'), lineEnd: text.includes('\r\n') ? '\r\n' : '\n' };
  });
}

/** Whether a block launches the real Claude Code: `none` there is one that brings it itself. */
const hasClaude = (block: Block): boolean => scenes[block.attributes.get('scene') ?? '']?.claude !== undefined;

/** The recorded sessions whose pictures these pages have. */
const shownSessions = (pages: readonly Page[]): readonly string[] =>
  Object.keys(sessions).filter((name) => pages.some(({ text }) => text.includes(`images/${name}.svg`)));

/** One after the other: each has a terminal to itself beside the blocks. */
async function playAll(names: readonly string[], place: Place): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const name of names) {
    const session = sessions[name];
    if (session !== undefined) faults.push(...(await recordingFaults(name, session, place)));
  }
  return faults;
}

/** The long ones first, a few at a time. */
async function runAll(blocks: readonly Block[], place: Place): Promise<ReadonlyMap<Block, Outcome>> {
  const waiting = blocks.toSorted((a, b) => Number(hasClaude(b)) - Number(hasClaude(a)));
  const outcomes = new Map<Block, Outcome>();
  const work = async (): Promise<void> => {
    for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
      const { line } = block;
      outcomes.set(
        block,
        await runBlock(block, place).catch((error: unknown) => ({ kind: 'wrong', line, why: error instanceof Error ? error.message : String(error) }) as const),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

function blockFaults(blocks: readonly Block[], outcomes: ReadonlyMap<Block, Outcome>): readonly string[] {
  return blocks.flatMap((block) => {
    const outcome = outcomes.get(block);
    return outcome?.kind === 'wrong' ? [`${block.file}:${outcome.line}: ${outcome.why}`] : [];
  });
}

function linkFaults({ file, text }: Page, root: string): readonly string[] {
  const textOf = (path: string): string | undefined => {
    const place = join(root, path);
    if (!existsSync(place)) return undefined;
    return statSync(place).isDirectory() || !path.endsWith('.md') ? '' : readFileSync(place, 'utf8');
  };
  return deadLinks(file, text, textOf).map(({ line, target }) => `${file}:${line}: the link to ${target} leads nowhere`);
}

const fenceFaults = ({ file, text }: Page): readonly string[] =>
  oddFences(text).map((line) => `${file}:${line}: a block is fenced by \`\`\` on a line of its own, neither quoted nor behind the mark of a list`);

/** Commands, flags and values that lode does not have, in the text and in blocks. */
function wordFaults({ file, text }: Page): readonly string[] {
  const tree = declaredTree();
  const said = quoted(withoutBlocks(text).join('\n'));
  const shown = blocksOf(file, text).flatMap((block) => linesOfLode(block).map((words) => ({ line: block.line, words })));
  const commands = [...said, ...shown].flatMap(({ line, words }) => commandsIn(words).map((command) => [line, command, undeclared(command, tree)] as const));
  const flags = said.flatMap(({ line, words }) => {
    const flag = /^--[a-z][\w-]*\w(?!-)/.exec(words)?.[0];
    return [[line, words, flag === undefined || hasFlag(tree, flag) || foreignFlags.has(flag) ? undefined : `lode has no flag ${flag}`] as const];
  });
  return [...commands, ...flags].flatMap(([line, words, trouble]) => (trouble === undefined ? [] : [`${file}:${line}: \`${words}\`: ${trouble}`]));
}

/** The lines of a block that a reader would type; in plain text what stands in a second column is about them. */
function linesOfLode({ language, lines }: Block): readonly string[] {
  if (language === 'console') return (stepsOf(lines) ?? []).map(({ command }) => command);
  if (language === 'sh') return lines.map((line) => line.replace(/(^|\s)#.*$/, ''));
  return language === 'text' ? lines.flatMap((line) => /^lode (?!\w+: ).*?(?= {2}|$)/.exec(line)?.[0] ?? []) : [];
}

/** Writes what came into a page, from its end to its beginning; whether anything was written. */
function writeAnew({ file, text, lineEnd }: Page, blocks: readonly Block[], outcomes: ReadonlyMap<Block, Outcome>, root: string): boolean {
  const own = blocks.filter((block) => block.file === file).toReversed();
  const anew = own.reduce((page, block) => {
    const outcome = outcomes.get(block);
    return outcome?.kind === 'wrong' && outcome.lines !== undefined ? withLines(page, block, outcome.lines) : page;
  }, text);
  if (anew !== text) writeFileSync(join(root, file), anew.replaceAll('\n', lineEnd));
  return anew !== text;
}

function report(blocks: readonly Block[], outcomes: ReadonlyMap<Block, Outcome>, faults: readonly string[], written: readonly Page[]): void {
  const of = (kind: Outcome['kind']): readonly Block[] => blocks.filter((block) => outcomes.get(block)?.kind === kind);
  for (const block of of('not-run')) {
    const outcome = outcomes.get(block);
    if (outcome?.kind === 'not-run') say(`${block.file}:${block.line}: not run: ${outcome.reason}`);
  }
  for (const fault of faults) say(fault);
  for (const { file } of written) say(`${file}: written anew; read it before it goes further`);
  say(
    `${blocks.length} blocks: ${of('true').length} true, ${of('wrong').length} not, ${of('not-run').length} not run, ${of('exempt').length} of plain text; ${faults.length} faults in all`,
  );
}
