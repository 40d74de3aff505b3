import { quotaPage } from '../../gates/console-page.ts';
import { accountWords, onPinned, type PinnedModel } from '../account-view.ts';
import { burnDownOf } from '../burn-down.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { AccountView } from '../facts/account.ts';
import type { Finding, Remedy } from '../finding.ts';
import { quotasOf, type ModelQuota } from '../model-quotas.ts';

/** Less than a tenth of what AWS gives others is what a new account has. */
const tiny = 0.1;

/** The applied quotas of the pinned models, by name; a new account can have 0. */
export const quotas: Check = {
  id: 'quotas',
  area: 'models',
  title: 'the quotas of the models',
  needs: ['tier-models'],
  run: onPinned((pinned, view) => {
    const told = view.quotas;
    if (told.kind === 'untold') return { untried: told.why };
    return pinned.flatMap((model) => {
      const held = quotasOf(told.value, model.choice);
      const zero = held.filter(({ applied }) => applied === 0);
      if (zero.length > 0) return [zeroFinding(model, zero, view)];
      const low = held.filter(({ applied, byDefault = 0 }) => applied < byDefault * tiny);
      return low.length > 0 ? [lowFinding(model, low, view)] : [];
    });
  }),
  sentences: {
    'quotas.zero': ({ model, uses, region, account, quotas: names }) =>
      `The quota of ${account} for ${model} (${[uses].flat().join(', ')}) in ${region} is 0, so every request is refused with 429: ${[names].flat().join('; ')}.`,
    'quotas.low': ({ model, uses, region, account, quotas: rows, burn }) =>
      `The quota of ${account} for ${model} (${[uses].flat().join(', ')}) in ${region} is far under AWS's own value: ${[rows].flat().join('; ')}.${burn}`,
  },
  well: wellWords,
};

function zeroFinding(model: PinnedModel, zero: readonly ModelQuota[], view: AccountView): Finding {
  return {
    code: 'quotas.zero',
    severity: model.asked ? 'fail' : 'warn',
    args: { ...whose(model, view), quotas: zero.map(({ name }) => name) },
    remedies: [
      ...askForMore(model, view),
      { kind: 'words', text: 'A new account may need a support case: AWS raises its quotas after some use, or on request.' },
    ],
  };
}

function lowFinding(model: PinnedModel, low: readonly ModelQuota[], view: AccountView): Finding {
  const quotaRows = low.map(({ name, applied, byDefault = 0 }) => `${name}: ${shortNumber(applied)} instead of ${shortNumber(byDefault)}`);
  return {
    code: 'quotas.low',
    severity: 'warn',
    args: { ...whose(model, view), quotas: quotaRows, burn: burnWords(model, low) },
    remedies: [
      ...askForMore(model, view),
      { kind: 'words', text: 'Fewer agents at once, and a smaller CLAUDE_CODE_MAX_OUTPUT_TOKENS: what a request may answer counts from its start.' },
    ],
  };
}

function whose({ choice, uses }: PinnedModel, view: AccountView): Finding['args'] {
  return { model: choice.label, uses, region: view.facts.session.region, account: accountWords(view) };
}

function askForMore({ choice }: PinnedModel, { facts: { session } }: AccountView): readonly Remedy[] {
  const other =
    choice.geography === 'global' ? [] : [{ kind: 'words', text: 'A global profile has a quota of its own: lode --geography global models resolve' } as const];
  return [{ kind: 'page', url: quotaPage(session.region), why: 'shows the quotas and asks for more (servicequotas:RequestServiceQuotaIncrease)' }, ...other];
}

/** Output weighs more than input, which is how a quota that looks large is used up. */
function burnWords({ choice }: PinnedModel, held: readonly ModelQuota[]): string {
  const rate = burnDownOf(choice.model);
  const minute = held.find(({ per }) => per === 'tokens per minute');
  if (rate === undefined || minute === undefined) return '';
  return ` Each token of an answer counts ${rate} times, so that is ${shortNumber(Math.floor(minute.applied / rate))} tokens of answers a minute at most.`;
}

function wellWords({ account: { looked } }: DoctorFacts): string | undefined {
  if (looked.kind !== 'seen' || looked.value.chosen.kind !== 'seen' || looked.value.quotas.kind !== 'told') return undefined;
  const { main } = looked.value.chosen.value;
  const minute = quotasOf(looked.value.quotas.value, main).find(({ per }) => per === 'tokens per minute');
  const rate = burnDownOf(main.model);
  if (minute === undefined) return `no quota names ${main.label}`;
  return `${main.label} may use ${shortNumber(minute.applied)} tokens a minute${rate === undefined ? '' : `, each token of an answer counting ${rate} times`}`;
}

function shortNumber(value: number): string {
  if (value >= 1e6) return `${Math.round(value / 1e5) / 10}M`;
  return value >= 1e4 ? `${Math.round(value / 100) / 10}K` : String(value);
}
