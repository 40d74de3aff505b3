import { fail, type Failure } from '../errors.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { nearest } from '../nearest.ts';
import type { PromptChoice, System } from '../system/system.ts';
import { fittedLines } from '../wrap-text.ts';

/** What every question has. */
interface Question<Value> {
  /** The flag that answers it beforehand, e.g. `--region`. */
  readonly flag: string;
  readonly question: string;
  /** What the flag said. */
  readonly given: Value | undefined;
  /** The answer of Return, and of `--yes`. */
  readonly byDefault?: Value | undefined;
}

export interface SelectQuestion extends Question<string> {
  readonly choices: readonly PromptChoice[];
  /** Said where a flag names what is none of the choices, e.g. `region`. */
  readonly noun: string;
  /** The flag's own words, where they are others than the rows. */
  readonly words?: readonly string[];
}

export interface TextQuestion extends Question<string> {
  /** What is wrong with an answer, as a sentence; undefined: nothing. */
  readonly mistake?: (answer: string) => string | undefined;
}

export interface SeveralQuestion extends Question<readonly string[]> {
  readonly choices: readonly PromptChoice[];
}

/** The one way in which setup asks: a flag's answer first, then the person's, then with `--yes` the default. */
export interface Asker {
  /** Throws LodeError `usage.setup-answer` when nobody answers or a flag says something else than there is; `cancelled` on Ctrl-C. */
  select(question: SelectQuestion): Promise<string>;
  /** As `select`. */
  text(question: TextQuestion): Promise<string>;
  /** As `select`. */
  confirm(question: Question<boolean>): Promise<boolean>;
  /** As `select`. */
  several(question: SeveralQuestion): Promise<readonly string[]>;
  /** Talk on stderr, a line each; none of it with `--quiet`. */
  say(...lines: readonly string[]): void;
  /** What a question cannot be answered without: said whatever `--quiet` says. */
  tell(...lines: readonly string[]): void;
}

/** An asker; `yes`: nobody is asked, defaults answer. */
export function askerOf(system: System, { yes, quiet }: { readonly yes: boolean; readonly quiet: boolean }): Asker {
  const person = !yes && mayAsk(system);
  const { prompts, terminal } = system;
  const talk = (lines: readonly string[]): void =>
    terminal.err(
      lines
        .flatMap((text) => text.split('\n').flatMap((line) => fittedLines(line, terminal.columns)))
        .map((line) => `${line}\n`)
        .join(''),
    );
  const answer = async <Value>(question: Question<Value>, ask: () => Promise<Value>, there: readonly string[] = []): Promise<Value> => {
    if (person) return ask();
    return (yes ? question.byDefault : undefined) ?? fail(unanswered(question, yes, there));
  };
  return {
    async select(question) {
      const { given, choices, byDefault } = question;
      if (given !== undefined) return chosenBy(question, given);
      return answer(question, () => prompts.select(question.question, choices, byDefault), question.words ?? choices.map(shortName));
    },
    async text(question) {
      const { given, byDefault, mistake } = question;
      const wrong = given === undefined ? undefined : mistake?.(given);
      if (wrong !== undefined) return fail({ code: 'usage.setup-answer', exit: 'usage', message: `${question.flag} ${JSON.stringify(given)}: ${wrong}` });
      return given ?? (await answer(question, () => prompts.text(question.question, { byDefault, mistake })));
    },
    confirm: async (question) => question.given ?? (await answer(question, () => prompts.confirm(question.question, question.byDefault ?? false))),
    async several(question) {
      const { given, choices, byDefault = [] } = question;
      return given ?? (await answer(question, () => prompts.several(question.question, choices, byDefault)));
    },
    say: (...lines) => quiet || talk(lines),
    tell: (...lines) => talk(lines),
  };
}

function chosenBy({ flag, noun, choices }: SelectQuestion, given: string): string {
  const names = choices.map(({ value }) => value);
  if (names.includes(given)) return given;
  const near = nearest(given, names);
  return fail({
    code: 'usage.setup-answer',
    exit: 'usage',
    message: `${flag} ${JSON.stringify(given)}: there is no such ${noun} here.`,
    hints: [near.length > 0 ? `Did you mean: ${near.join(', ')}?` : `There are: ${some(names)}`],
  });
}

function shortName({ value, short }: PromptChoice): string {
  return short ?? value;
}

function unanswered({ flag, question }: Question<unknown>, yes: boolean, there: readonly string[]): Failure {
  const why = yes ? 'it has no answer of its own' : 'there is nobody to ask';
  return {
    code: 'usage.setup-answer',
    exit: 'usage',
    message: `Setup has to know this, and ${why}: ${question.replace(/[:?]?\s*$/, '')}. Nothing was written.`,
    hints: [
      `Say it beforehand: lode setup ${flag} …`,
      ...(there.length > 0 ? [`There are: ${some(there)}`] : []),
      ...(yes ? [] : ['Let defaults answer what has one: lode setup --yes']),
    ],
  };
}

function some(names: readonly string[]): string {
  return names.length === 0 ? 'none' : `${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`;
}
