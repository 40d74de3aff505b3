/** What the model says: one text, or one call of a tool. */
export type Turn =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool'; readonly id: string; readonly name: string; readonly input: Readonly<Record<string, unknown>> };

export const outputTokens = (turn: Turn): number => Math.max(1, Math.ceil((turn.kind === 'text' ? turn.text : JSON.stringify(turn.input)).length / 4));

/** A text in the pieces it is streamed in. */
export const pieces = (text: string): readonly string[] => text.match(/[\s\S]{1,12}/g) ?? [''];
