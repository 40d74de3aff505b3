export interface Prompts {
  /** Yes or no, drawn on stderr. Throws LodeError `cancelled` on Ctrl-C. Only call it when a person is present. */
  confirm(question: string, byDefault: boolean): Promise<boolean>;
  /**
   * A line of text, trimmed, drawn on stderr; an empty one means `byDefault`, and one that `mistake` finds fault with is asked for again. Throws LodeError
   * `cancelled` on Ctrl-C. Only call it when a person is present.
   */
  text(question: string, how?: TextAsk): Promise<string>;
  /**
   * The value of one of these, which can be searched by typing a part of what is shown; drawn on stderr, with the one of `byDefault` pointed at. Throws
   * LodeError `cancelled` on Ctrl-C. Only call it when a person is present and there is a choice.
   */
  select(question: string, choices: readonly PromptChoice[], byDefault?: string): Promise<string>;
  /** The values of any of these, ticked with the space bar; `ticked` are from the start. Otherwise as `select`. */
  several(question: string, choices: readonly PromptChoice[], ticked: readonly string[]): Promise<readonly string[]>;
}

/** How a line of text is asked for. */
interface TextAsk {
  readonly byDefault?: string | undefined;
  /** What is wrong with an answer, as a sentence; undefined: nothing. */
  readonly mistake?: ((answer: string) => string | undefined) | undefined;
}

/** A row to choose, and what is said of it while it is the one pointed at. */
export interface PromptChoice {
  readonly value: string;
  readonly name: string;
  readonly description?: string;
  /** What stands for the row once it is chosen; without it, its name. */
  readonly short?: string;
}
