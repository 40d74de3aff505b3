/** The words of a person who said nothing. */
export { saidNothing as noWords } from '../../src/setup/setup-words.ts';
