import { posix, win32 } from 'node:path';
import { launchVariable } from '../../launcher/launch-mark.ts';
import type { Check } from '../check.ts';
import { removeKeys, removeVariable } from '../claude-remedies.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { placeOf, readableFiles, whoSays } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';

/** Programs that stand for the assistant and lead back to lode. */
export const recursion: Check = {
  id: 'recursion',
  area: 'programs',
  title: 'programs that lead back to lode',
  needs: [],
  run: (facts) => [...noWayOut(facts), ...inside(facts), ...wrappers(facts)],
  sentences: {
    'recursion.circle': ({ depth, label }) =>
      `lode runs within ${depth} launches of its own here, so it no longer starts ${label}: something that it starts calls it again.`,
    'recursion.only-shims': ({ label, shims }) => `No ${label} is left to start: ${[shims].flat().join(', ')} only call lode.`,
    'recursion.inside': ({ depth, label }) =>
      `This shell runs within a session that lode launched${depth === 1 ? '' : ` (${depth} deep)`}, so it has that session's variables; ${label} started here is a session in a session.`,
    'recursion.wrapper': ({ place, lode }) =>
      `${place} makes Claude Code start each of its own processes through ${lode}, which starts Claude Code anew instead of them.`,
  },
  well: ({ programs: { search } }) => {
    const shims = search.passedOver.filter(({ why }) => leadsBack(why)).map(({ path }) => path);
    return shims.length === 0 || search.kind !== 'found' ? 'nothing on PATH leads back to lode' : `${shims.join(', ')} calls lode, which starts ${search.path}`;
  },
};

function leadsBack(why: string): boolean {
  return /\blode\b/.test(why);
}

function noWayOut({ programs: { assistant, search, depth } }: DoctorFacts): readonly Finding[] {
  if (search.kind !== 'only-shims') return [];
  const { label, installHint } = assistant;
  const shims = search.passedOver.filter(({ why }) => leadsBack(why)).map(({ path }) => path);
  const unwrap: Remedy = { kind: 'words', text: `Look into what calls lode under the name of ${label}, and let it call the program by its whole path.` };
  if (search.passedOver.some(({ why }) => why === 'lode keeps starting itself')) {
    const unset: Remedy = { kind: 'command', words: ['unset', launchVariable], why: 'if that is over, and only the variable is left' };
    return [{ code: 'recursion.circle', severity: 'fail', args: { label, depth }, remedies: [unwrap, unset] }];
  }
  return [{ code: 'recursion.only-shims', severity: 'fail', args: { label, shims }, remedies: [{ kind: 'words', text: `${installHint}.` }, unwrap] }];
}

function inside({ programs: { assistant, depth, search } }: DoctorFacts): readonly Finding[] {
  if (depth === 0 || search.kind === 'only-shims') return [];
  const remedies: readonly Remedy[] = [{ kind: 'words', text: 'Run lode doctor in a shell of its own to see what a launch from there finds.' }];
  return [{ code: 'recursion.inside', severity: 'note', args: { depth, label: assistant.label }, remedies }];
}

/** Claude Code runs it with the program to start behind it (docs: code.claude.com/docs/en/env-vars, CLAUDE_CODE_PROCESS_WRAPPER; 2.1.208). */
function wrappers({ settings, programs }: DoctorFacts): readonly Finding[] {
  if (programs.assistant.name !== 'claude') return [];
  const [said] = whoSays(settings, 'CLAUDE_CODE_PROCESS_WRAPPER');
  const spoken =
    said === undefined || !namesLode(said.value, programs) ? [] : [wrapper(placeOf(said), said.value, removeVariable(said, 'lode is no process wrapper'))];
  const files = readableFiles(settings).filter(
    ({ layer, content }) => (layer === 'user' || layer === 'managed') && namesLode(content['processWrapper'], programs),
  );
  const set = files.map((file) =>
    wrapper(`${file.path}, key processWrapper,`, String(file.content['processWrapper']), removeKeys(file, [['processWrapper']], 'lode is no process wrapper')),
  );
  return [...spoken, ...set];
}

function wrapper(place: string, value: string, remedy: Remedy): Finding {
  return { code: 'recursion.wrapper', severity: 'warn', args: { place, lode: value }, remedies: [remedy] };
}

function namesLode(value: unknown, { lode, platform }: DoctorFacts['programs']): boolean {
  if (typeof value !== 'string') return false;
  const [program = ''] = value.trim().startsWith('[') ? wordsOfList(value) : [value.trim()];
  return program === lode || /^lode(?:\.(?:cmd|exe|js))?$/.test((platform === 'win32' ? win32 : posix).basename(program));
}

function wordsOfList(value: string): readonly string[] {
  try {
    const list = JSON.parse(value) as unknown;
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}
