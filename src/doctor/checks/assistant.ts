import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { ProgramTrial } from '../facts/programs-trial.ts';
import type { Finding, Remedy } from '../finding.ts';

/** The assistant's program: that it is there and that it starts. */
export const assistant: Check = {
  id: 'assistant',
  area: 'programs',
  title: "the assistant's program",
  needs: ['recursion'],
  run: ({ programs }) => {
    if (programs.search.kind !== 'found') return notFound(programs);
    return programs.trial === undefined ? [] : judge(programs, programs.search.path, programs.trial);
  },
  sentences: {
    'assistant.not-found': ({ label, names, folders }) =>
      `${label} (${[names].flat().join(', ')}) is in none of ${folders} folders, PATH and its usual places.`,
    'assistant.not-runnable': ({ label, path, why }) => `${label} at ${path} cannot be run: ${why}.`,
    'assistant.no-native-program': ({ label, path }) =>
      `${label} at ${path} was installed by npm without its native program, as --ignore-scripts and --omit=optional do, so it does not start.`,
    'assistant.does-not-start': ({ label, path, how }) => `${label} at ${path} does not start: ${path} --version ${how}.`,
    'assistant.slow': ({ label, path }) => `${label} at ${path} did not say its version within five seconds, so a launch may wait as long.`,
  },
  well: ({
    programs: {
      assistant: { label },
      search,
      trial,
    },
  }) => (search.kind === 'found' ? `${label}${trial?.version === undefined ? '' : ` ${trial.version}`} at ${search.path}` : undefined),
};

type Programs = DoctorFacts['programs'];

function notFound({ assistant: { label, binaryNames, installHint }, search }: Programs): readonly Finding[] {
  const passedOver = search.passedOver.map(({ path, why }): Remedy => ({ kind: 'words', text: `Passed over ${path}: ${why}.` }));
  const install: Remedy = { kind: 'words', text: `${installHint}.` };
  if (search.kind === 'not-runnable') {
    const { path, why } = search;
    const allow: readonly Remedy[] = why === 'it is not executable' ? [{ kind: 'command', words: ['chmod', '+x', path], why: 'makes it a program' }] : [];
    return [{ code: 'assistant.not-runnable', severity: 'fail', args: { label, path, why }, remedies: [...allow, install] }];
  }
  const folders = search.kind === 'missing' ? search.searched.length : 0;
  return [{ code: 'assistant.not-found', severity: 'fail', args: { label, names: binaryNames, folders }, remedies: [install, ...passedOver] }];
}

function judge({ assistant: { label, installHint } }: Programs, path: string, { end, said, installer }: ProgramTrial): readonly Finding[] {
  if (end.kind === 'exited' && end.code === 0) return [];
  if (end.kind === 'timed-out') return [{ code: 'assistant.slow', severity: 'warn', args: { label, path }, remedies: [byHand(path)] }];
  const proof = said === '' ? {} : { proof: said };
  if (installer !== undefined) {
    const fetchIt: Remedy = { kind: 'command', words: ['node', installer], why: 'does what npm left out' };
    return [{ code: 'assistant.no-native-program', severity: 'fail', args: { label, path }, remedies: [fetchIt, again(installHint)], ...proof }];
  }
  return [
    { code: 'assistant.does-not-start', severity: 'fail', args: { label, path, how: howOf(end) }, remedies: [byHand(path), again(installHint)], ...proof },
  ];
}

function byHand(path: string): Remedy {
  return { kind: 'command', words: [path, '--version'], why: 'shows what is wrong with it' };
}

function again(installHint: string): Remedy {
  return { kind: 'words', text: `Or install it again, with its scripts: ${installHint.replace(/^[^:]*: /, '')}` };
}

function howOf(end: Exclude<ProgramTrial['end'], { kind: 'timed-out' }>): string {
  switch (end.kind) {
    case 'exited':
      return `ended with ${end.code}`;
    case 'signaled':
      return `was ended by ${end.signal}`;
    case 'flooded':
      return 'printed without an end';
    case 'not-started':
      return `could not be run: ${end.reason.replace(/\.$/, '')}`;
  }
}
