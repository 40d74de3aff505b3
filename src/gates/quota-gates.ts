import { quotaPage } from './console-page.ts';
import type { GateRow } from './gate.ts';

const quotaOwner = 'whoever may ask AWS for quotas (servicequotas:RequestServiceQuotaIncrease), and AWS';
const other = 'Or use another model meanwhile: lode models list';
const small = 'Fewer agents at once, or a smaller CLAUDE_CODE_MAX_OUTPUT_TOKENS: what a request may answer counts from its start';

/** Quotas (Amazon Bedrock user guide, "Quotas for Amazon Bedrock"). */
export const quotaGates: readonly GateRow[] = [
  {
    id: 'zero-quota',
    when: ({ about }) => about.quota === 0,
    says: /too many (tokens|requests)/i,
    tell: ({ account, about, model, inRegion }) => ({
      what: `The quota of ${account} for ${model}${inRegion} is 0, so every request is refused.`,
      who: quotaOwner,
      remedy: [`See it and ask for more: ${quotaPage(about.region)}`, 'A new account may need a support case', other],
    }),
  },
  {
    id: 'tpd',
    says: /tokens per day/i,
    tell: ({ account, about, model, inRegion }) => ({
      what: `The tokens of the day for ${model}${inRegion} are used up in ${account}, or a new account has none.`,
      who: quotaOwner,
      remedy: [`See the quota (it may be 0) and ask for more: ${quotaPage(about.region)}`, 'Asking again today does not help', other],
    }),
  },
  {
    id: 'tpm',
    says: /too many tokens/i,
    tell: ({ account, about, model, inRegion }) => ({
      what: `The tokens of this minute for ${model}${inRegion} are used up in ${account}.`,
      who: 'you, by waiting',
      remedy: ['Wait a minute, then ask again', small, `If it is so at the first request, the quota may be 0: ${quotaPage(about.region)}`],
    }),
  },
  {
    id: 'rpm',
    says: /too many requests/i,
    tell: ({ account, about, model, inRegion }) => ({
      what: `The requests of this minute for ${model}${inRegion} are used up in ${account}.`,
      who: 'you, by waiting',
      remedy: ['Wait a minute, then ask again', 'Run fewer agents at once', `See the quota: ${quotaPage(about.region)}`],
    }),
  },
  {
    id: 'resource-quota',
    names: ['ServiceQuotaExceededException', 'LimitExceededException'],
    tell: ({ account, about, inRegion }) => ({
      what: `${account.replace(/^./, (letter) => letter.toUpperCase())} has as much${inRegion} as its quota allows.`,
      who: quotaOwner,
      remedy: [`See the quotas: ${quotaPage(about.region)}`, 'Remove what is not used, such as own profiles: lode models profile list'],
    }),
  },
  {
    id: 'throttled',
    names: ['ThrottlingException', 'TooManyRequestsException', 'Throttling', 'SlowDownException', 'rate_limit_error'],
    tell: ({ bedrock, model }) => ({
      what: `${bedrock} asks to slow down for ${model}.`,
      who: 'you, by waiting',
      remedy: ['Wait a minute, then ask again', other],
    }),
  },
];
