import type { Failure } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { codeFrame, positionAt } from './code-frame.ts';
import { offsetOf } from './jsonc.ts';
import type { Mistake } from './value-type.ts';
import { printable } from './value-type.ts';

const longestShown = 60;

/** A key for a message: quoted, and cut when it is longer than any name. */
function shown(key: string): string {
  return key.length > longestShown ? `${printable(key.slice(0, longestShown))}…` : printable(key);
}

function dotted(path: readonly string[]): string {
  return shown(path.join('.'));
}

/** Nearest names by their letters, else those that hold the word: `profile` for `awsProfile`. */
function closeNames(word: string, known: readonly string[]): readonly string[] {
  const close = nearest(word, known);
  if (close.length > 0 || word.length < 4) return close;
  return known.filter((name) => name.toLowerCase().includes(word.toLowerCase())).slice(0, 3);
}

/** The sentence for a mistake, without its place, and the hints that go with it. */
function explainMistake(mistake: Mistake): { readonly code: string; readonly problem: string; readonly hints: readonly string[] } {
  switch (mistake.kind) {
    case 'unknown-key': {
      const close = closeNames((mistake.path.at(-1) ?? '').slice(0, longestShown), mistake.known);
      const where = mistake.path.length > 1 ? ` in ${dotted(mistake.path.slice(0, -1))}` : '';
      const hint = close.length > 0 ? `Did you mean ${close.map((name) => `"${name}"`).join(' or ')}?` : `Known here: ${mistake.known.join(', ')}.`;
      return { code: 'settings.unknown-key', problem: `there is no setting ${shown(mistake.path.at(-1) ?? '')}${where}`, hints: [hint] };
    }
    case 'bad-name':
      return { code: 'settings.bad-name', problem: `the key ${dotted(mistake.path)} should be ${mistake.expected}`, hints: [] };
    case 'wrong-value': {
      const name = mistake.path.length === 0 ? 'the file' : dotted(mistake.path);
      return { code: 'settings.wrong-value', problem: `${name} should be ${mistake.expected}, not ${mistake.got}`, hints: [] };
    }
  }
}

/** A failure at a place in a settings file: `path:line:column: problem`, then the line with a caret. */
export function failureAt(place: { path: string; text: string; offset: number }, code: string, problem: string, hints: readonly string[]): Failure {
  const position = positionAt(place.text, place.offset);
  const message = `${place.path}:${position.line}:${position.column}: ${problem}.\n${codeFrame(place.text, position)}`;
  return { code, exit: 'user', message, hints };
}

/** The failure for a settings file whose text is valid JSON and whose content is not valid settings. */
export function mistakeFailure(path: string, text: string, mistake: Mistake): Failure {
  const { code, problem, hints } = explainMistake(mistake);
  const offset = offsetOf(text, mistake.path, mistake.kind === 'wrong-value' ? 'value' : 'key');
  return failureAt({ path, text, offset }, code, problem, [...hints, `Edit ${path}, line ${positionAt(text, offset).line}.`]);
}
