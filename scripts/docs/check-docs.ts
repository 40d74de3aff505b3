import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from './blocks.ts';
import { blocksOf, withLines } from './blocks.ts';
import { mentions, undeclared } from './declared.ts';
import { deadLinks } from './links.ts';
import type { Outcome } from './run-block.ts';
import { runBlock } from './run-block.ts';
import { scenes } from './scenes.ts';
import type { Built, Place } from './stage-home.ts';
import { installLode } from './stage-home.ts';
import { stepsOf } from './transcript.ts';
import { declaredByHelp } from './help-tree.ts';

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
  readonly text: string;
}

const atOnce = 4;
const assistants = new Set(['claude', 'opencode']);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Checks the pages, or writes them anew; gives the exit code. Everything wrong is said with its file and line. */
export async function checkDocs(words: CheckWords): Promise<number> {
  const pages = pagesOf(words.root, words.only);
  const blocks = pages.flatMap(({ file, text }) => blocksOf(file, text));
  const claude = blocks.some(hasClaude) ? await words.fetchClaude() : undefined;
  const owner = installLode(words);
  const [outcomes, declared] = await Promise.all([runAll(blocks, { root: words.root, owner, claude }), declaredByHelp(words.dist)]).finally(() =>
    rmSync(owner, { recursive: true, force: true }),
  );
  const known = (line: string): string | undefined => undeclared(line, declared, assistants);
  const faults = [...blockFaults(blocks, outcomes), ...pages.flatMap((page) => [...linkFaults(page, words.root), ...wordFaults(page, known)])];
  const written = words.update ? pages.filter((page) => writeAnew(page, blocks, outcomes, words.root)) : [];
  report(blocks, outcomes, faults, written);
  return faults.length === 0 ? 0 : 1;
}

function pagesOf(root: string, only: readonly string[]): readonly Page[] {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const all = ['README.md', ...docs.toSorted().map((name) => `docs/${name}`)];
  return all.filter((file) => only.length === 0 || only.includes(file)).map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

/** Whether a block launches the real Claude Code: `none` there is one that brings it itself. */
const hasClaude = (block: Block): boolean => scenes[block.attributes.get('scene') ?? '']?.claude !== undefined;

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

/** Commands and flags that lode does not have, in the text and in blocks. */
function wordFaults({ file, text }: Page, known: (line: string) => string | undefined): readonly string[] {
  const shown = blocksOf(file, text).flatMap((block) => {
    const commands = block.language === 'console' ? (stepsOf(block.lines) ?? []).map(({ command }) => command) : block.language === 'sh' ? block.lines : [];
    return commands.filter((command) => command.startsWith('lode ')).map((words) => ({ line: block.line, words }));
  });
  return [...mentions(text), ...shown].flatMap(({ line, words }) => {
    const trouble = known(words);
    return trouble === undefined ? [] : [`${file}:${line}: \`${words}\`: ${trouble}`];
  });
}

/** Writes what came into a page, from its end to its beginning; whether anything was written. */
function writeAnew({ file, text }: Page, blocks: readonly Block[], outcomes: ReadonlyMap<Block, Outcome>, root: string): boolean {
  const own = blocks.filter((block) => block.file === file).toReversed();
  const anew = own.reduce((page, block) => {
    const outcome = outcomes.get(block);
    return outcome?.kind === 'wrong' && outcome.lines !== undefined ? withLines(page, block, outcome.lines) : page;
  }, text);
  if (anew !== text) writeFileSync(join(root, file), anew);
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
