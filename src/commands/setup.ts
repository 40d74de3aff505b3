import { exitCodes } from '../errors.ts';
import { belowHome, setupDiffText } from '../output/setup-diff-text.ts';
import { setupFilesText } from '../output/setup-files-text.ts';
import { doneText, setupDocument } from '../output/setup-text.ts';
import { askerOf, type Asker } from '../setup/asker.ts';
import { askExtras } from '../setup/ask-extras.ts';
import { beatingWords } from '../setup/beating-words.ts';
import { readBefore, type BeforeSetup } from '../setup/before.ts';
import { checkWords } from '../setup/check-words.ts';
import { detect } from '../setup/detect.ts';
import { draftOf } from '../setup/draft-system.ts';
import { planSetupEdits } from '../setup/edits/plan-edits.ts';
import { gatherExtraFacts } from '../setup/extra-facts.ts';
import { givenChanges } from '../setup/given-changes.ts';
import { oneSetup } from '../setup/one-setup.ts';
import { prove } from '../setup/prove.ts';
import { decideSetup, type SetupRun } from '../setup/run-setup.ts';
import type { Written } from '../setup/draft.ts';
import type { SetupEdit } from '../setup/setup-edit.ts';
import type { SetupWords } from '../setup/setup-words.ts';
import { stageSystem } from '../setup/stage-system.ts';
import { defaultEnvironment, valuesBefore } from '../setup/values-before.ts';
import { choosePlace, type SetupPlace } from '../setup/what-to-do.ts';
import { requireWritablePlaces } from '../setup/writable-places.ts';
import { writeSetup } from '../setup/write-setup.ts';
import type { System } from '../system/system.ts';
import { teamFor, type TeamWords } from '../team/team-for.ts';

/**
 * Sets everything up by questions, flags or a team's file, proves it, shows every file that it would write, and writes them once that is agreed to. Exit
 * code 130 when it is not. Throws LodeError; until the end nothing is written.
 */
export async function setupCommand(system: System, asked: SetupWords, from: TeamWords | undefined): Promise<number> {
  checkWords(asked);
  const asker = askerOf(system, asked);
  requireWritablePlaces(system);
  asker.say('Nothing is written until you agree to it at the end; Ctrl-C leaves all as it is.');
  const before = await readBefore(system);
  const place = await choosePlace(asker, before, { environment: asked.environment, isTold: from !== undefined });
  const placed = { ...asked, environment: place.environment };
  const team = from && (await teamFor(system, placed, before, from));
  const words = team?.words ?? placed;
  const run = await newRun({ system, words, asker, before, place, more: [...(team?.settings ?? []), ...givenChanges(words)] });
  const decided = await decideSetup(run);
  const extras = await askExtras(run.stage, gatherExtraFacts(system));
  const proof = await prove(run.stage, decided.facts, decided.models.main);
  const { choice, models, facts } = { ...decided, choice: { ...decided.choice, extras } };
  const { edits, notes } = await planSetupEdits(system, { choice, more: run.more, models, session: facts.session });
  asker.say(...notes.map((note) => belowHome(note, system.home)));
  const written = run.draft.written();
  const agreed = await agreedTo(system, { words, asker, edits, written });
  if (agreed) await oneSetup(system, (made) => writeSetup(system, [...edits, ...(team?.record ?? [])], written, made));
  if (words.json) system.terminal.out(`${JSON.stringify(setupDocument({ edits, choice, models, proof, written: agreed }), null, 2)}\n`);
  if (!agreed) return words.dryRun ? exitCodes.ok : exitCodes.cancelled;
  asker.say(doneText({ edits, choice, byDefault: defaultEnvironment(before, run.more), beating: await beatingWords(system, choice), proof }));
  return proof === 'shut' ? exitCodes.user : exitCodes.ok;
}

interface Start {
  readonly system: System;
  readonly words: SetupWords;
  readonly asker: Asker;
  readonly before: BeforeSetup;
  readonly place: SetupPlace;
  readonly more: SetupRun['more'];
}

async function newRun({ system, words, asker, before, place: { environment, brief }, more }: Start): Promise<SetupRun> {
  const draft = draftOf(system);
  const stage = { system: stageSystem(draft.system), words, asker, detected: await detect(system), before: valuesBefore(before, environment, more), brief };
  return { system, draft, stage, environment, more };
}

interface Asked {
  readonly words: SetupWords;
  readonly asker: Asker;
  readonly edits: readonly SetupEdit[];
  readonly written: readonly Written[];
}

async function agreedTo(system: System, { words: { dryRun }, asker, edits, written }: Asked): Promise<boolean> {
  if (edits.length === 0) asker.say('Everything is written that way already.');
  else system.terminal.err(`${setupDiffText(edits, { columns: system.terminal.columns, home: system.home })}${setupFilesText(system, edits, written)}`);
  if (dryRun || edits.length === 0) return !dryRun;
  const question = edits.length === 1 ? 'Write this file?' : `Write these files?`;
  const agreed = await asker.confirm({ flag: '--yes', question, given: undefined, byDefault: true });
  if (!agreed) asker.say('Nothing was written.');
  return agreed;
}
