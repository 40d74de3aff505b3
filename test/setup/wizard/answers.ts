import type { Answer } from './machine.ts';

const enter = '\r';
const ireland = { term: 'ireland', row: 'eu-west-1' };

/** From an empty home to a profile of IAM Identity Center, question by question, with what the person types. */
export const ssoAnswers: readonly Answer[] = [
  { asked: /Where do the credentials come from\?/, keys: enter },
  { asked: /Address of your sign-in page/, keys: `https://acme.awsapps.com/start${enter}` },
  { asked: /Region of IAM Identity Center/, search: ireland, keys: enter },
  { asked: /Which of the 2 accounts\?/, search: { term: 'sandbox', row: 'sandbox' }, keys: enter },
  { asked: /Which role in sandbox/, keys: enter },
  { asked: /Name of the new profile/, keys: `work${enter}` },
  { asked: /Region that requests start in/, search: ireland, keys: enter },
  { asked: /Where requests may be processed/, keys: enter },
  { asked: /Main model/, keys: enter },
  { asked: /Small model/, keys: enter },
  { asked: /What else\?/, keys: enter },
  { asked: /Send it\?/, keys: enter },
  { asked: /Write these files\?/, keys: enter },
];

/** With a source that is there: it is pointed at, and taken. */
export const foundAnswers: readonly Answer[] = [
  { asked: /Where do the credentials come from\?/, keys: enter },
  { asked: /Region that requests start in/, search: ireland, keys: enter },
  { asked: /Where requests may be processed/, keys: enter },
  { asked: /Main model/, keys: enter },
  { asked: /Small model/, keys: enter },
  { asked: /What else\?/, keys: ` ${enter}` },
  { asked: /Send it\?/, keys: enter },
  { asked: /Write this file\?/, keys: enter },
];

/** The person goes away. */
export const ctrlC = '\x03';
