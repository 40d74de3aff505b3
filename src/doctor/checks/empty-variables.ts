import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import { changeFile, removeVariable } from '../claude-remedies.ts';
import { placeOf, readableFiles, shownValue, variablesOf, whoSays, type Said } from '../facts/settings-variables.ts';
import type { Finding, Remedy } from '../finding.ts';
import { isHarmless, isHarmlessToLose } from '../harmless-variable.ts';

/** Variables that decide where requests go. */
const watched = /^(CLAUDE_CODE_USE_\w+|CLAUDE_CODE_SKIP_\w+|ANTHROPIC_(MODEL|DEFAULT_\w*MODEL|SMALL_FAST_MODEL\w*|BEDROCK_\w+|BASE_URL|AUTH_TOKEN))$/;

/** Of AWS in the shell only what is empty: whatever else is wrong with a value there is judged among the credentials. */
const ofAws = /^AWS_(REGION|DEFAULT_REGION|PROFILE|BEARER_TOKEN_BEDROCK|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/;

/** Variables that are set to nothing, or whose value has blanks or quotes around it: some programs trim them and some do not. */
export const emptyVariables: Check = {
  id: 'empty-variables',
  area: 'settings',
  title: 'variables that are set to nothing',
  needs: [],
  run: (facts) => watchedSaid(facts).flatMap((said) => judge(said, facts)),
  sentences: {
    'empty-variables.blank': ({ place }) => `${place} is set to nothing: some programs take that for unset, others for a value.`,
    'empty-variables.cancels': ({ place }) => `${place} is set to nothing, so a plain claude forgets what your shell says of it.`,
    'empty-variables.spaces': ({ place, value }) => `${place} has blanks around its value: ${value}.`,
    'empty-variables.quotes': ({ place, value }) => `${place} has quotes as part of its value: ${value}.`,
  },
  well: () => 'no variable is set to nothing',
};

function watchedSaid({ settings }: DoctorFacts): readonly Said[] {
  const inFiles = readableFiles(settings).flatMap((file) => Object.keys(variablesOf(file)));
  const names = [...new Set([...Object.keys(settings.shell), ...inFiles])].toSorted();
  return names
    .flatMap((name) => whoSays(settings, name))
    .filter(({ name, value, file }) => watched.test(name) || (ofAws.test(name) && (file !== undefined || value === '')));
}

function judge(said: Said, facts: DoctorFacts): readonly Finding[] {
  const { file, value } = said;
  const args = { place: placeOf(said), value: shownValue(said.name, value) };
  if (value === '' && file !== undefined) return [{ code: 'empty-variables.cancels', severity: 'note', args, remedies: [] }];
  if (value.trim() === '') return [{ code: 'empty-variables.blank', severity: 'warn', args, remedies: [clear(said, facts)] }];
  const tidy = value.trim();
  if (tidy !== value) return [{ code: 'empty-variables.spaces', severity: 'warn', args, remedies: [write(said, tidy, facts)] }];
  const bare = /^(["'])(.*)\1$/.exec(value)?.[2];
  return bare === undefined ? [] : [{ code: 'empty-variables.quotes', severity: 'warn', args, remedies: [write(said, bare, facts)] }];
}

/** In words where another place would come to count. */
function clear(said: Said, facts: DoctorFacts): Remedy {
  if (said.file === undefined || isHarmlessToLose(facts, said)) return removeVariable(said, 'nothing is meant by it');
  return { kind: 'words', text: `Give env.${said.name} in ${said.file.path} the value that is meant, or remove it, so that the next place counts.` };
}

function write({ file, name, value: old }: Said, value: string, facts: DoctorFacts): Remedy {
  const shown = shownValue(name, value);
  if (file === undefined)
    return {
      kind: 'words',
      text: `Set ${name} anew where your shell starts, without what is around it${shown === shownValue(name, old) ? '' : `: ${name}=${value}`}.`,
    };
  const words = `Write env.${name} in ${file.path} without what is around it.`;
  if (!isHarmless(facts, name, value)) return { kind: 'words', text: words };
  return changeFile(file, [{ path: ['env', name], value }], { why: `${name} without what is around it`, words });
}
