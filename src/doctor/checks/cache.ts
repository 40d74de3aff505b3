import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Room } from '../facts/housekeeping.ts';
import type { Finding, Remedy } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';

/** Whether lode can write where it keeps things, and use what it kept. */
export const cache: Check = {
  id: 'cache',
  area: 'housekeeping',
  title: 'what lode keeps',
  needs: [],
  run: ({ housekeeping }) => [
    ...unwritable(housekeeping, housekeeping.state, { code: 'cache.no-state', severity: 'fail', variable: 'XDG_STATE_HOME' }),
    ...unwritable(housekeeping, housekeeping.cache, { code: 'cache.unwritable', severity: 'warn', variable: 'XDG_CACHE_HOME' }),
    ...housekeeping.brokenLists.map(brokenList),
  ],
  sentences: {
    'cache.no-state': ({ path, message }) => `A session needs files in ${path}, and lode ${String(message)}.`,
    'cache.unwritable': ({ path, message }) => `Nothing can be kept in ${path}, so every launch asks AWS anew: lode ${String(message)}.`,
    'cache.broken-list': ({ path, why }) => `The list of models kept in ${path} could not be used, because ${why}: it is asked for anew when it is needed.`,
  },
  well: ({ housekeeping: { cache: kept, state } }) => `lode can write in ${kept.path} and ${state.path}`,
};

interface How {
  readonly code: string;
  readonly severity: 'fail' | 'warn';
  readonly variable: string;
}

function unwritable({ rights, platform }: DoctorFacts['housekeeping'], { path, looked }: Room, { code, severity, variable }: How): readonly Finding[] {
  // An owner is named by the rights of files.
  if (looked.kind !== 'failed' || rights.some((one) => !one.ours && one.path === path)) return [];
  const elsewhere: Remedy = { kind: 'words', text: `Or keep it elsewhere: export ${variable}=/path/to/a/folder/of/yours` };
  const { hints = [] } = looked.failure;
  const message = looked.failure.message.replace(/\.$/, '').replace(/^lode /, '');
  return [
    { code, severity, args: { path, message }, remedies: [...remediesOf({ hints: hints.map(asSentence) }), ...(platform === 'win32' ? [] : [elsewhere])] },
  ];
}

/** `see what is left: df -h` begins in the middle of a sentence. */
function asSentence(hint: string): string {
  return `${hint.charAt(0).toUpperCase()}${hint.slice(1)}`;
}

function brokenList({ path, why }: { readonly path: string; readonly why: string }): Finding {
  return { code: 'cache.broken-list', severity: 'note', args: { path, why }, remedies: [{ kind: 'remove', path, why: 'AWS is asked again' }] };
}
