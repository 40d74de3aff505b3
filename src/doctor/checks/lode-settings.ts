import type { Failure } from '../../errors.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { OwnFile } from '../facts/settings.ts';
import type { Finding, Remedy, Sentence } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';

const said: Sentence = ({ message = '' }) => String(message);

/** Failures of a file by their last part; any other reason not to read it is `unreadable`. */
const ofContent = ['broken', 'unknown-key', 'wrong-value', 'bad-name', 'locked-outside'];

/** Notes of loading that are about lode's own files and variables, with how bad each is. */
const notes: Readonly<Record<string, 'note' | 'warn'>> = {
  'settings.empty-variable': 'warn',
  'settings.unknown-variable': 'warn',
  'settings.ignored-key': 'warn',
  'settings.locked': 'note',
};

/** lode's own settings: every file, its variables and flags. What else needs settings waits for it. */
export const lodeSettings: Check = {
  id: 'lode-settings',
  area: 'settings',
  title: "lode's own settings",
  needs: [],
  run: (facts) => {
    const broken = facts.settings.own.flatMap(brokenFile);
    return [...broken, ...(broken.length === 0 ? stopped(facts) : []), ...noted(facts)];
  },
  sentences: Object.fromEntries(
    [...ofContent, 'unreadable', 'stopped', ...Object.keys(notes).map((code) => code.replace('settings.', ''))].map((what) => [`lode-settings.${what}`, said]),
  ),
  well: ({ settings: { own } }) => {
    const read = own.filter(({ looked }) => looked.kind === 'seen' && looked.value.kind === 'read').map(({ path }) => path);
    return read.length === 0 ? 'lode has no settings file; its defaults hold' : `lode reads ${read.join(', ')}`;
  },
};

function brokenFile({ layer, path, looked }: OwnFile): readonly Finding[] {
  if (looked.kind !== 'failed') return [];
  const { failure } = looked;
  const what = failure.code.replace('settings.', '');
  return [{ ...failureFinding(failure, ofContent.includes(what) ? what : 'unreadable'), remedies: mending(layer, path, failure) }];
}

function mending(layer: OwnFile['layer'], path: string, { code, hints = [] }: Failure): readonly Remedy[] {
  const words = remediesOf({ hints });
  if (layer === 'managed') return [...words, { kind: 'words', text: `Ask whoever manages this machine to mend ${path}.` }];
  if (code.startsWith('settings.file-')) return words;
  const flag = { user: [], project: ['--project'], 'project-local': ['--local'] }[layer];
  return [{ kind: 'command', words: ['lode', 'config', 'edit', ...flag], why: `opens ${path} and checks it afterwards` }, ...words];
}

/** A sentence is one line; the picture of the place goes with it as proof. */
function failureFinding({ message, hints = [] }: Failure, what: string): Finding {
  const [sentence = '', ...picture] = message.split('\n');
  return {
    code: `lode-settings.${what}`,
    severity: 'fail',
    args: { message: sentence },
    remedies: remediesOf({ hints }),
    ...(picture.length > 0 && { proof: picture.join('\n') }),
  };
}

/** Flags, variables and the choice of an environment, which belong to no one file. */
function stopped({ base: { loaded } }: DoctorFacts): readonly Finding[] {
  return loaded.kind === 'failed' ? [failureFinding(loaded.failure, 'stopped')] : [];
}

function noted({ base: { loaded } }: DoctorFacts): readonly Finding[] {
  if (loaded.kind !== 'seen') return [];
  return loaded.value.notes.flatMap(({ code, sentence }) => {
    const severity = notes[code];
    if (severity === undefined) return [];
    const variable = /^(LODE_\w+) is /.exec(sentence)?.[1];
    const remedies: readonly Remedy[] = variable === undefined ? [] : [{ kind: 'command', words: ['unset', variable], why: 'nothing reads it' }];
    return [{ code: code.replace('settings.', 'lode-settings.'), severity, args: { message: sentence }, remedies }];
  });
}
