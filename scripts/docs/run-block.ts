import type { Block } from './blocks.ts';
import { isElision, partingOf } from './likeness.ts';
import { scenes } from './scenes.ts';
import type { Shown, Stage } from './stage.ts';
import type { Place } from './stage-home.ts';
import { setStage } from './stage.ts';
import type { Step } from './transcript.ts';
import { linesOf, stepsOf } from './transcript.ts';
import { writtenAnew } from './written-anew.ts';

/** What became of a block. `lines` is what it should hold, when that is known and another text. */
export type Outcome =
  | { readonly kind: 'true' }
  | { readonly kind: 'not-run'; readonly reason: string }
  | { readonly kind: 'exempt' }
  | { readonly kind: 'wrong'; readonly line: number; readonly why: string; readonly lines?: readonly string[] };

const plainTypes = new Set(['text', 'mermaid', 'diff']);
const settingsTypes = new Set(['json', 'jsonc']);

const wrong = (block: Block, why: string): Outcome => ({ kind: 'wrong', line: block.line, why });

/** Runs what a block shows, or says why it is not run. A block that says neither is wrong. */
export async function runBlock(block: Block, place: Place): Promise<Outcome> {
  const reason = /^not run: (.+)$/.exec(block.note ?? '')?.[1];
  if (reason !== undefined) return { kind: 'not-run', reason };
  if (plainTypes.has(block.language)) return { kind: 'exempt' };
  const name = block.attributes.get('scene');
  if (name === undefined && settingsTypes.has(block.language)) return asSettings(block, place);
  if (name === undefined)
    return wrong(block, 'it names no scene to run it in (```console scene=NAME), and nothing above it says why not (<!-- not run: WHY -->)');
  const scene = scenes[name];
  if (scene === undefined) return wrong(block, `there is no scene ${name}; there are: ${Object.keys(scenes).join(', ')}`);
  const stage = await setStage(scene, place);
  try {
    const command = block.attributes.get('command');
    if (command !== undefined) return await asAnswer(block, command, stage);
    return await (block.language === 'console' ? asTranscript(block, stage) : asCommands(block, stage));
  } finally {
    await stage.close();
  }
}

/** Every command is run in order, and each must show what stands below it. */
async function asTranscript(block: Block, stage: Stage): Promise<Outcome> {
  const steps = stepsOf(block.lines);
  if (steps === undefined) return wrong(block, 'its first line is no command; those start with "$ "');
  const empty = steps.findIndex(({ shown }) => shown.length > 0 && shown.every(isElision));
  if (empty !== -1) return wrong(block, `of "${steps[empty]?.command}" it shows nothing but …`);
  const exits = exitsOf(block, steps.length);
  if (typeof exits === 'string') return wrong(block, exits);
  const came: Step[] = [];
  let ended: Outcome | undefined;
  for (const [nth, { command, shown }] of steps.entries()) {
    const { code, lines } = await stage.run(command, { terminal: block.attributes.has('terminal') });
    came.push({ command, shown: lines });
    const expected = exits?.[nth] ?? (shown.some((line) => line.startsWith('error: ')) ? undefined : 0);
    if (expected === undefined ? code === 0 : code !== expected) ended ??= wrong(block, endedWith(command, code, expected ?? 'an error'));
  }
  const told = compared(
    block,
    linesOf(steps),
    linesOf(came),
    linesOf(steps.map((step, nth) => ({ ...step, shown: writtenAnew(step.shown, came[nth]?.shown ?? []) }))),
    came,
  );
  return told.kind === 'true' && ended !== undefined ? ended : told;
}

const endedWith = (command: string, code: number, expected: number | string): string => `${command} ended with ${code} and not ${expected}; exits=… says so`;

/** The codes that `exits` says, or what is wrong with it. */
function exitsOf({ attributes }: Block, commands: number): readonly number[] | string | undefined {
  const exits = attributes.get('exits')?.split(',').map(Number);
  if (exits !== undefined && exits.length > commands) return `exits= has ${exits.length} codes for ${commands} commands`;
  return exits;
}

async function asAnswer(block: Block, command: string, stage: Stage): Promise<Outcome> {
  const exits = exitsOf(block, 1);
  if (typeof exits === 'string') return wrong(block, exits);
  const { code, lines } = await stage.run(command, { answerOnly: true });
  if (code !== (exits?.[0] ?? 0)) return wrong(block, endedWith(command, code, exits?.[0] ?? 0));
  return compared(block, block.lines, lines, writtenAnew(block.lines, lines));
}

/** Steps are compared one by one, so that a line that stands for others never reaches into the next command. */
function compared(block: Block, written: readonly string[], came: readonly string[], anew: readonly string[], steps?: readonly Step[]): Outcome {
  const parts = steps === undefined ? [{ written, came, offset: 0 }] : stepParts(written, steps);
  for (const part of parts) {
    const parting = partingOf(part.written, part.came);
    if (parting === undefined) continue;
    const line = block.line + 1 + part.offset + parting.written;
    return { kind: 'wrong', line, why: parted(part.written, part.came, parting), lines: anew };
  }
  return { kind: 'true' };
}

function stepParts(written: readonly string[], steps: readonly Step[]) {
  const asWritten = stepsOf(written) ?? [];
  let offset = 0;
  return asWritten.map(({ shown }, nth) => {
    const part = { written: shown, came: steps[nth]?.shown ?? [], offset: offset + 1 };
    offset += shown.length + 1;
    return part;
  });
}

function parted(written: readonly string[], came: readonly string[], at: { readonly written: number; readonly came: number }): string {
  const some = (lines: readonly string[], from: number, mark: string): readonly string[] => lines.slice(from, from + 3).map((line) => `    ${mark} ${line}`);
  return ['it shows something else now:', ...some(written, at.written, '-'), ...some(came, at.came, '+')].join('\n');
}

/** Plain commands, one on each line, which must end as said: well, or with the codes of `exits`. */
async function asCommands(block: Block, stage: Stage): Promise<Outcome> {
  const commands = block.lines.map((line, index) => ({ line, index })).filter(({ line }) => line.trim() !== '' && !line.startsWith('#'));
  const exits = exitsOf(block, commands.length);
  if (typeof exits === 'string') return wrong(block, exits);
  for (const [nth, { line, index }] of commands.entries()) {
    const shown: Shown = await stage.run(line, { terminal: block.attributes.has('terminal') });
    const expected = exits?.[nth] ?? 0;
    if (shown.code !== expected)
      return {
        kind: 'wrong',
        line: block.line + 1 + index,
        why: `it ended with ${shown.code} and not ${expected}:\n${shown.lines.map((one) => `    ${one}`).join('\n')}`,
      };
  }
  return { kind: 'true' };
}

/** JSON is a settings file of lode's unless something else is said, and lode itself reads it. */
async function asSettings(block: Block, place: Place): Promise<Outcome> {
  const stage = await setStage({ files: { '.config/lode/settings.json': `${block.lines.join('\n')}\n` } }, place);
  try {
    const { code, lines } = await stage.run('lode config list');
    return code === 0 ? { kind: 'true' } : wrong(block, `lode does not take it for settings:\n${lines.map((line) => `    ${line}`).join('\n')}`);
  } finally {
    await stage.close();
  }
}
