import { modelsOf } from '../../models/catalog.ts';
import { endOfLifeDay, stageOf, successorOf } from '../../models/lifecycle.ts';
import type { Check } from '../check.ts';
import { removeKeys } from '../claude-remedies.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { pinPlace, pinsOf, type Pin } from '../facts/settings-pins.ts';
import { variablesOf } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';

/**
 * Models that once were the newest and stayed pinned: `/setup-bedrock` and Claude Code's check at its start write them into the user's settings, where
 * they beat whatever is exported. lode pins every tier anew at each launch.
 */
export const wizardPins: Check = {
  id: 'wizard-pins',
  area: 'settings',
  title: 'models that are pinned in settings files',
  needs: [],
  run: (facts) => pinsOf(facts.settings).flatMap((pin) => judge(pin, facts)),
  sentences: {
    'wizard-pins.retired': ({ place, value, name, day }) =>
      `${place} pins ${value}, and ${name} is retired on Bedrock${day === '' ? '' : ` since ${day}`}: a plain claude gets an error for it.`,
    'wizard-pins.legacy': ({ place, value, name, successor, day }) =>
      `${place} pins ${value}, and ${name} is Legacy on Bedrock${day === '' ? '' : ` until ${day}`}${successor === '' ? '' : `; its successor is ${successor}`}.`,
    'wizard-pins.older': ({ place, value, newest, writer }) =>
      `${place} pins ${value} (${writer}), and the newest of its family is ${newest}; lode claude pins its own choice.`,
  },
  well: () => 'no settings file pins a model that has aged',
};

function judge(pin: Pin, facts: DoctorFacts): readonly Finding[] {
  const { model, value } = pin;
  if (model === undefined) return [];
  const moment = { now: facts.now, account: undefined };
  const [stage, next] = [stageOf(model, moment), successorOf(model, moment)];
  const args = { place: pinPlace(pin), value, name: model.name, day: endOfLifeDay(model, undefined) ?? '', successor: next?.name ?? '' };
  if (stage !== 'current') {
    // Where lode itself takes it over, the choice of models has the say.
    const own = inUse(pin, facts);
    return [{ code: `wizard-pins.${stage}`, severity: own ? 'note' : 'warn', args, remedies: [own ? unpinIfMeant(pin) : unpin(pin)] }];
  }
  const family = modelsOf(model.family);
  const older = next !== undefined && family.indexOf(next) < family.indexOf(model);
  return older
    ? [{ code: 'wizard-pins.older', severity: 'note', args: { ...args, newest: next.name, writer: writerOf(pin) }, remedies: [unpinIfMeant(pin)] }]
    : [];
}

/** In words: an older model may well be meant, and `--fix` offers every edit. */
function unpinIfMeant(pin: Pin): Remedy {
  const { file, path } = pin;
  return file === undefined
    ? unpin(pin)
    : { kind: 'words', text: `If it is not meant, remove ${path.join('.')} from ${file.path}: lode pins every tier by itself.` };
}

/** Whether a launch of lode's takes this very value for its own. */
function inUse({ file, path }: Pin, { base }: DoctorFacts): boolean {
  const settings = seen(base.loaded)?.settings;
  return [settings?.model?.origin, settings?.smallFastModel?.origin].some(
    (origin) => origin?.kind === 'assistant-file' && origin.path === file?.path && origin.key === path.join('.'),
  );
}

/** Claude Code leaves a mark beside what its own check wrote, e.g. `CLAUDE_CODE_3P_PROBE_WROTE_OPUS_DEFAULT`. */
function writerOf({ file, path }: Pin): string {
  const tier = /^ANTHROPIC_DEFAULT_(OPUS|SONNET|HAIKU|FABLE)_MODEL$/.exec(path.at(-1) ?? '')?.[1];
  if (file === undefined) return 'exported';
  const env = variablesOf(file);
  if (tier !== undefined && Object.hasOwn(env, `CLAUDE_CODE_3P_PROBE_WROTE_${tier}_DEFAULT`)) return "written by Claude Code's check at its start";
  if (tier !== undefined && Object.hasOwn(env, `CLAUDE_CODE_3P_SEEDED_${tier}_DEFAULT`)) return 'written by Claude Code';
  return file.layer === 'user' && Object.hasOwn(env, 'CLAUDE_CODE_USE_BEDROCK') ? 'by hand or by /setup-bedrock' : 'by hand';
}

function unpin({ file, path }: Pin): Remedy {
  if (file === undefined) return { kind: 'command', words: ['unset', path.join('.')], why: 'lode pins every tier by itself' };
  return removeKeys(file, [path], 'lode pins every tier by itself');
}
