import { gateOf } from '../../gates/gate-of.ts';
import type { Check } from '../check.ts';
import type { Trial } from '../facts/probes-trial.ts';
import type { Finding, FindingValue, Remedy } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';
import { differences } from '../trial-differences.ts';
import { suspectsOf, type Moved } from '../trial-suspects.ts';
import { whyUntried } from '../why-untried.ts';

type Tried = Extract<Trial, { kind: 'tried' }>;

/** Whether the assistant itself asks as lode planned: as whom, where, and for which model. Known only by running it. */
export const through: Check = {
  id: 'through',
  area: 'models',
  title: 'a session of the assistant itself',
  needs: ['identity'],
  run: ({ through: looked }) => {
    if (looked === undefined) return { untried: 'the assistant was not run; ask for it with --through', flag: '--through' };
    if (looked.kind !== 'seen') return { untried: whyUntried(looked) };
    return looked.value.kind === 'refused' ? [refused(looked.value)] : judged(looked.value);
  },
  sentences: {
    'through.refused': ({ assistant, why }) => `lode does not start ${assistant} here: ${why}`,
    'through.not-started': ({ assistant, path, why }) => `${assistant} at ${path} could not be started: ${why}`,
    'through.timed-out': ({ assistant, asked, means }) =>
      `${assistant} did not end within 60 s, although Bedrock's stand-in answers at once; it sent ${asked} requests${meaning(means)}`,
    'through.silent': ({ assistant, end, means }) => `${assistant} sent no request to the endpoint that lode gave it and ${end}${meaning(means)}`,
    'through.failed': ({ assistant, end, asked, means }) => `${assistant} ${end}, although its ${asked} requests were all answered${meaning(means)}`,
    'through.identity': (args) => `${args['assistant']} asks ${args['got']}, and not as lode handed over: ${args['wanted']}${beatenBy(args)}`,
    'through.region': (args) => `${args['assistant']} asks for ${args['model']} in ${args['got']}, and lode planned ${args['wanted']}${beatenBy(args)}`,
    'through.model': (args) => `${args['assistant']} asks for ${args['got']}, and lode planned ${args['wanted']}${beatenBy(args)}`,
  },
  well: ({ through: looked }) => (looked?.kind === 'seen' && looked.value.kind === 'tried' ? wellWords(looked.value) : undefined),
};

function refused({ assistant, failure }: Extract<Trial, { kind: 'refused' }>): Finding {
  return { code: 'through.refused', severity: 'fail', args: { assistant, why: failure.message.replace(/\.$/, '') }, remedies: remediesOf(failure) };
}

function judged(trial: Tried): readonly Finding[] {
  const moved = differences(trial).map(({ what, args }) => movedFinding(trial, what, args));
  const { end, heard } = trial;
  if (end.kind === 'not-started') return [ending(trial, 'not-started', { path: trial.assistant.path, why: end.reason })];
  if (end.kind === 'timed-out') return [...moved, ending(trial, 'timed-out', { asked: heard.length })];
  if (heard.length === 0) return [ending(trial, 'silent', { end: endWords(trial) })];
  if (moved.length > 0 || (end.kind === 'exited' && end.code === 0)) return moved;
  return [ending(trial, 'failed', { end: endWords(trial), asked: heard.length })];
}

function movedFinding({ assistant, files }: Tried, what: Exclude<Moved, 'everything'>, args: Finding['args']): Finding {
  const suspects = suspectsOf(what, files);
  return { code: `through.${what}`, severity: 'fail', args: { assistant: assistant.label, ...args, suspects }, remedies: look(suspects) };
}

/** How it ended without what was expected; its own words often say which gate was shut. */
function ending({ assistant, wanted, lastWords, files }: Tried, what: string, args: Finding['args']): Finding {
  const gate = gateOf({ name: 'Error', message: lastWords, requestId: undefined }, aboutOf(wanted));
  const known = gate.id === 'unknown' ? [] : remediesOf({ hints: gate.remedy });
  const means = gate.id === 'unknown' ? '' : gate.what;
  const suspects = what === 'silent' ? look(suspectsOf('everything', files)) : [];
  const again: Remedy = { kind: 'command', words: ['lode', assistant.name, '-p', 'ping', '--debug'], why: 'See what it says in a session' };
  const finding: Finding = {
    code: `through.${what}`,
    severity: 'fail',
    args: { assistant: assistant.label, ...args, means },
    remedies: [...known, ...suspects, again],
  };
  return lastWords === '' ? finding : { ...finding, proof: lastWords };
}

function aboutOf({ region, main, account, principal }: Tried['wanted']) {
  return { region, modelId: main, account, principal, destinations: [] };
}

function look(suspects: readonly string[]): readonly Remedy[] {
  if (suspects.length === 0) return [{ kind: 'words', text: 'No settings file that lode knows says so; look at policies of this machine: claude doctor' }];
  return suspects.map((suspect) => ({ kind: 'words', text: `Look at ${suspect}` }));
}

function endWords({ end }: Tried): string {
  if (end.kind === 'exited') return `ended with exit code ${end.code}`;
  return end.kind === 'signaled' ? `was ended by ${end.signal}` : 'was ended because it printed too much';
}

function beatenBy({ suspects }: Readonly<Record<string, FindingValue>>): string {
  return Array.isArray(suspects) && suspects.length > 0 ? `; it is also set in ${suspects.join('; ')}` : '';
}

/** What the gate says that its last words name, without the full stop. */
function meaning(means: FindingValue | undefined): string {
  return typeof means === 'string' && means !== '' ? `: ${means.replace(/\.$/, '')}` : '';
}

function wellWords({ assistant, wanted }: Tried): string {
  const who = wanted.principal === undefined ? 'with the API key' : `as ${wanted.principal}`;
  return `${assistant.label}${assistant.version === undefined ? '' : ` ${assistant.version}`} asks for ${wanted.main} in ${wanted.region} ${who}, as lode planned`;
}
