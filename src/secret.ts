import { inspect } from 'node:util';

/**
 * A string that cannot be printed by accident: template strings, JSON, console and inspect all show `[secret]`.
 * The text comes out only through `reveal`, so every place that lets a secret go can be found by that word.
 */
export class Secret {
  readonly #text: string;
  /** Lazily loaded parts are bundled apart and bring their own copy of this class, so it is known by its brand. */
  readonly brand = 'lode.Secret';

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && (value as { brand?: unknown }).brand === 'lode.Secret';
  }

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
