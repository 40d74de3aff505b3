import { foreignApiKey } from '../../launcher/claude/foreign-api-keys.ts';
import { assistantFile } from '../../launcher/plan.ts';
import { describeOrigin } from '../../settings/origin.ts';
import type { SettingName } from '../../settings/settings.ts';
import type { Check } from '../check.ts';
import { removeVariable } from '../claude-remedies.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { modelVariables } from '../facts/settings-pins.ts';
import { isOn, placeOf, shownValue, whoSays, type Said } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';

const pinning = modelVariables.filter((name) => /^ANTHROPIC_(MODEL|DEFAULT_(OPUS|SONNET|HAIKU|FABLE)_MODEL|SMALL_FAST_MODEL)$/.test(name));
const watched: readonly string[] = ['CLAUDE_CODE_USE_BEDROCK', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', ...pinning];

/** Settings of lode that are plain words; the rest is no place to look for conflicts. */
const plainSettings = ['region', 'awsProfile', 'geography', 'residency', 'model', 'smallFastModel'] as const satisfies readonly SettingName[];

/** Where shell, files and flags disagree: who wins in a plain `claude`, and what `lode claude` does. */
export const shellConflicts: Check = {
  id: 'shell-conflicts',
  area: 'settings',
  title: 'conflicts between shell, files and flags',
  needs: ['lode-settings'],
  run: (facts) => [...watched.flatMap((name) => judge(whoSays(facts.settings, name), facts)), ...regions(facts), ...apiKey(facts), ...beaten(facts)],
  sentences: {
    'shell-conflicts.bedrock-off': ({ place, lode }) => `${place} turns Bedrock off, so a plain claude there does not run on Bedrock; ${lode}.`,
    'shell-conflicts.project-profile': ({ place, value, lode }) => `${place} makes a plain claude use profile ${value}; ${lode}.`,
    'shell-conflicts.file-beats-shell': ({ place, value, name, loser, lode }) =>
      `${place} says ${value} and beats ${name} in your shell, ${loser}, because Claude Code writes "env" of its files over what is exported; ${lode}.`,
    'shell-conflicts.file-beats-file': ({ place, value, other, loser, lode }) =>
      `${place} says ${value} and beats ${other} ${loser} for a plain claude; ${lode}.`,
    'shell-conflicts.lode-differs': ({ place, value, lode }) => `${place} says ${value} to a plain claude; ${lode}.`,
    'shell-conflicts.default-region-only': ({ value, lode }) =>
      `AWS_DEFAULT_REGION in your shell (${value}) stands alone, and programs that read only AWS_REGION see no region; ${lode}.`,
    'shell-conflicts.two-regions': ({ region, value, lode }) =>
      `AWS_REGION (${region}) and AWS_DEFAULT_REGION (${value}) in your shell differ: a plain claude uses AWS_REGION, some tools the other; ${lode}.`,
    'shell-conflicts.api-key': ({ path }) =>
      `${path}, key env.AWS_BEARER_TOKEN_BEDROCK, holds another Bedrock API key than your environment, and Claude Code would use that one, so lode claude stops.`,
    'shell-conflicts.setting-beaten': ({ setting, value, winner, losers }) =>
      `lode's setting ${setting} is ${value} by ${winner}, which beats ${[losers].flat().join(' and ')}.`,
  },
  well: () => 'shell, files and flags agree',
};

function judge(said: readonly Said[], facts: DoctorFacts): readonly Finding[] {
  const [winner, ...others] = said;
  if (winner === undefined) return [];
  const { name } = winner;
  const lode = lodeDoes(name, facts);
  const args = { name, place: placeOf(winner), value: shownValue(name, winner.value), lode: lode.words };
  const remedies = winner.file === undefined ? [] : [eitherWay(winner, others)];
  const same = (value: string): boolean => sameValue(name, value, winner.value);
  if (name === 'CLAUDE_CODE_USE_BEDROCK' && !isOn(winner.value)) {
    return [{ code: 'shell-conflicts.bedrock-off', severity: winner.layer === 'shell' ? 'note' : 'warn', args, remedies }];
  }
  if (name === 'AWS_PROFILE' && ['project', 'local'].includes(winner.layer) && lode.value?.trim() !== winner.value.trim()) {
    return [{ code: 'shell-conflicts.project-profile', severity: 'warn', args, remedies }];
  }
  const exported = others.find(({ layer }) => layer === 'shell');
  if (exported !== undefined && !same(exported.value)) {
    return [{ code: 'shell-conflicts.file-beats-shell', severity: 'warn', args: { ...args, loser: shownValue(name, exported.value) }, remedies }];
  }
  const loser = others.find(({ value }) => !same(value));
  if (loser !== undefined) {
    return [
      {
        code: 'shell-conflicts.file-beats-file',
        severity: 'note',
        args: { ...args, other: placeOf(loser), loser: shownValue(name, loser.value) },
        remedies: [],
      },
    ];
  }
  return lode.value === undefined || same(lode.value) ? [] : [{ code: 'shell-conflicts.lode-differs', severity: 'note', args, remedies: [] }];
}

/** Blanks around a value are another check's. */
function sameValue(name: string, one: string, other: string): boolean {
  return name.startsWith('CLAUDE_CODE_USE_') ? isOn(one) === isOn(other) : one.trim() === other.trim();
}

/** In words: which of two places is meant, no `--fix` can know. */
function eitherWay({ file, name }: Said, others: readonly Said[]): Remedy {
  const of = `env.${name} ${file?.layer === 'managed' ? 'of' : 'from'} ${file?.path ?? ''}`;
  const rest = others.length > 0 ? 'the other place' : 'your shell';
  if (file?.layer === 'managed') return { kind: 'words', text: `If ${rest} is meant, ask whoever manages this machine about ${of}.` };
  if (file?.layer === 'project') return { kind: 'words', text: `Agree it with the others of this project: remove ${of}, or keep it.` };
  const keep = others.some(({ layer }) => layer === 'shell') ? `; if the file is meant: unset ${name} and name it to lode too` : ', else keep it';
  return { kind: 'words', text: `If ${rest} is meant, remove ${of}${keep}.` };
}

/** What a launch of lode's does about a variable: in words, and the value where one is known. */
function lodeDoes(name: string, { base }: DoctorFacts): { readonly words: string; readonly value: string | undefined } {
  if (name === 'CLAUDE_CODE_USE_BEDROCK') return { words: 'lode claude turns it on for its session', value: '1' };
  const chosen = seen(base.session);
  if (name === 'AWS_REGION' || name === 'AWS_DEFAULT_REGION') {
    return chosen === undefined
      ? undecided('no region')
      : { words: `lode claude uses ${chosen.session.region} (${chosen.region.why})`, value: chosen.session.region };
  }
  if (name === 'AWS_PROFILE') {
    const source = chosen?.session.choice.source;
    if (source === undefined) return undecided('no credential source');
    return source.kind === 'profile'
      ? { words: `lode claude uses profile ${source.profile}`, value: source.profile }
      : { words: 'lode claude takes its credentials from another source', value: '' };
  }
  return { words: 'lode claude pins its own choice whatever they say', value: undefined };
}

function undecided(what: string): { readonly words: string; readonly value: undefined } {
  return { words: `lode claude has ${what} yet`, value: undefined };
}

/** Tools disagree on which of the two region variables they read: opencode and LiteLLM only AWS_REGION. */
function regions(facts: DoctorFacts): readonly Finding[] {
  const { AWS_REGION: region, AWS_DEFAULT_REGION: other } = facts.settings.shell;
  if (!other?.trim()) return [];
  const args = {
    value: shownValue('AWS_DEFAULT_REGION', other),
    region: shownValue('AWS_REGION', region ?? ''),
    lode: `${lodeDoes('AWS_REGION', facts).words} and sets both`,
  };
  if (region === undefined) {
    const remedies = [{ kind: 'command', words: ['export', `AWS_REGION=${other}`], why: 'both names, one region' }] as const;
    return whoSays(facts.settings, 'AWS_REGION').length > 0 ? [] : [{ code: 'shell-conflicts.default-region-only', severity: 'note', args, remedies }];
  }
  return region.trim() === other.trim() || !region.trim() ? [] : [{ code: 'shell-conflicts.two-regions', severity: 'note', args, remedies: [] }];
}

function apiKey({ base, settings }: DoctorFacts): readonly Finding[] {
  const source = seen(base.session)?.session.choice.source;
  const file = source && foreignApiKey({ source, files: settings.claude.flatMap(assistantFile), env: settings.shell });
  if (file === undefined) return [];
  const said = whoSays(settings, 'AWS_BEARER_TOKEN_BEDROCK').find(({ file: one }) => one?.path === file.path);
  const remedies = [
    ...(said === undefined ? [] : [removeVariable(said, 'the key of your environment is used then')]),
    { kind: 'words', text: 'Or use the one of the file: unset AWS_BEARER_TOKEN_BEDROCK and export that one.' } as const,
  ];
  return [{ code: 'shell-conflicts.api-key', severity: 'fail', args: { path: file.path }, remedies }];
}

/** Values of lode's own settings that lost to a stronger place of lode's. */
function beaten({ base }: DoctorFacts): readonly Finding[] {
  const settings = seen(base.loaded)?.settings;
  return plainSettings.flatMap((setting): readonly Finding[] => {
    const resolved = settings?.[setting];
    const lost =
      resolved?.overridden.filter(({ origin, value }) => origin.kind !== 'default' && origin.kind !== 'assistant-file' && value !== resolved.value) ?? [];
    if (resolved === undefined || lost.length === 0) return [];
    const losers = lost.map(({ origin, value }) => `${value} of ${describeOrigin(origin)}`);
    return [
      {
        code: 'shell-conflicts.setting-beaten',
        severity: 'note',
        args: { setting, value: String(resolved.value), winner: describeOrigin(resolved.origin), losers },
        remedies: [],
      },
    ];
  });
}
