import type { TypedLine } from './typed-line.ts';

type Quote = TypedLine['quote'];

interface State {
  readonly words: readonly string[];
  /** The word that is being read; undefined between words. */
  readonly text: string | undefined;
  readonly kept: number;
  readonly quote: Quote;
  readonly escaped: boolean;
  /** The word is where output or input goes, and no argument. */
  readonly redirected: boolean;
}

const start: State = { words: [], text: undefined, kept: 0, quote: '', escaped: false, redirected: false };

/**
 * A line as bash has it up to the cursor (`COMP_LINE`), taken apart without expanding anything: quotes and backslashes are undone, everything else is text.
 * `breaks` is `COMP_WORDBREAKS`: readline replaces only what comes after the last of these, or after an open quote (bash manual, "Programmable Completion").
 * Pure.
 */
export function readBashLine(line: string, breaks: string): TypedLine {
  const { words, text, kept, quote, redirected } = [...line].reduce((state, letter) => after(state, letter, breaks), start);
  return { words: [...words, text ?? ''], kept, quote, redirected };
}

function after(state: State, letter: string, breaks: string): State {
  if (state.escaped) return { ...added(state, state.quote === '"' && !'"\\$`'.includes(letter) ? `\\${letter}` : letter), escaped: false };
  if (letter === '\\' && state.quote !== "'") return { ...added(state, ''), escaped: true };
  if (state.quote !== '') return letter === state.quote ? { ...broken(state), quote: '' } : added(state, letter);
  if (letter === '"' || letter === "'") return { ...broken(added(state, '')), quote: letter };
  if (/\s/.test(letter)) return ended(state);
  if (letter === '<' || letter === '>') return { ...redirection(state), redirected: true };
  if (state.redirected && state.text === undefined && (letter === '&' || letter === '|')) return state;
  return breaks.includes(letter) ? broken(added(state, letter)) : added(state, letter);
}

function added(state: State, text: string): State {
  return { ...state, text: (state.text ?? '') + text };
}

function broken(state: State): State {
  return { ...state, kept: state.text?.length ?? 0 };
}

function ended(state: State): State {
  const { words, text, redirected } = state;
  if (text === undefined) return state;
  return { ...start, words: redirected ? words : [...words, text] };
}

/** A number before the sign is a descriptor. */
function redirection(state: State): State {
  return /^\d+$/.test(state.text ?? '') ? { ...start, words: state.words } : ended(state);
}
