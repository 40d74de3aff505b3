import type { GateRow } from './gate.ts';

const you = 'you, or whoever made the key';
const orSignIn = 'Or unset AWS_BEARER_TOKEN_BEDROCK and sign in: lode login';

/** Bedrock API keys (Amazon Bedrock user guide, "Use an Amazon Bedrock API key"). */
export const apiKeyGates: readonly GateRow[] = [
  {
    id: 'key-expired',
    says: /bearer token has expired|api key has expired/i,
    tell: ({ bedrock }) => ({
      what: `The API key in AWS_BEARER_TOKEN_BEDROCK has expired, so ${bedrock} refuses it.`,
      who: you,
      remedy: ['Make a new key; a short-term one lasts 12 hours at most, and never longer than the session it was made in', orSignIn],
    }),
  },
  {
    id: 'key-format',
    says: /invalid api key format|missing required parameters in the api key|authorization header is missing/i,
    tell: ({ bedrock }) => ({
      what: `What is in AWS_BEARER_TOKEN_BEDROCK is no whole Bedrock API key, so ${bedrock} refuses it.`,
      who: you,
      remedy: ['Copy the key again in full; a short-term one begins with bedrock-api-key-, and a key of Anthropic is none', orSignIn],
    }),
  },
  {
    id: 'key-region',
    says: /make sure your api key is valid|(?<!aws )authentication failed: .{0,60}api key/i,
    tell: ({ bedrock, about, region }) => ({
      what: `${bedrock} does not accept the API key in AWS_BEARER_TOKEN_BEDROCK: it is of another region, or no longer good.`,
      who: you,
      remedy: [
        `Use the region the key was made for: lode --region REGION models check, or make a key ${about.region === undefined ? 'for this one' : `in ${region}`}`,
        orSignIn,
      ],
    }),
  },
];
