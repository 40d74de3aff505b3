import { isOnDemand } from '../../models/candidate.ts';
import { placeOf } from '../../models/geography.ts';
import { parseModelText } from '../../models/id.ts';
import { scopesOf } from '../../models/scope.ts';
import { claudeProfiles, onAccount, pinnedModels, type PinnedModel } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { AccountView } from '../facts/account.ts';
import type { Finding } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';

/** The model of each tier: whether there is one, the account lists it, and it stays where the user wants it. */
export const tierModels: Check = {
  id: 'tier-models',
  area: 'models',
  title: 'the model of each tier',
  needs: ['identity'],
  run: onAccount((view) => {
    const { chosen, facts } = view;
    const { account, session } = facts;
    if (chosen.kind === 'untried') return { untried: chosen.why };
    if (chosen.kind === 'seen') return pinnedModels(chosen.value).flatMap((pinned) => findingsOf(pinned, view));
    if (account.kind === 'listed' && claudeProfiles(account.models) === 0) return { untried: `${session.region} lists no Claude model to choose from` };
    const { code, message } = chosen.failure;
    return [{ code: 'tier-models.refused', severity: 'fail', args: { reason: code, message }, remedies: remediesOf(chosen.failure) }];
  }),
  sentences: {
    'tier-models.refused': ({ message }) => String(message),
    'tier-models.needs-profile': ({ model, id, region }) =>
      `${model} is asked for by ${id}, which names the model itself, and in ${region} it is called through an inference profile only.`,
    'tier-models.unlisted': ({ id, region, uses }) =>
      `The account's list for ${region} does not show ${id} (${[uses].flat().join(', ')}): nothing proves that it exists.`,
    'tier-models.widened': ({ model, id, where, uses }) =>
      `${model} (${[uses].flat().join(', ')}) reaches further than you said: requests to ${id} may be processed in ${where}.`,
    'tier-models.no-long-window': ({ model, wanted }) => `${model} has no window of a million tokens, so [1m] in "${wanted}" is ignored.`,
  },
  well: ({ account: { looked } }) => {
    if (looked.kind !== 'seen' || looked.value.chosen.kind !== 'seen') return undefined;
    return pinnedModels(looked.value.chosen.value)
      .map(({ choice, uses }) => `${uses.join(', ')}: ${choice.label}`)
      .join('; ');
  },
};

function findingsOf({ choice, uses }: PinnedModel, { facts: { session, account } }: AccountView): readonly Finding[] {
  const { id, label: model, wanted, geography, destinations } = choice;
  const region = choice.region ?? session.region;
  const models = account.kind === 'listed' && choice.region === undefined ? account.models : undefined;
  const parsed = parseModelText(id);
  const named = parsed.kind === 'arn' && parsed.resource === 'foundation-model' ? parsed.resourceId : undefined;
  const useProfile = { kind: 'command', words: ['lode', 'models', 'list'], why: 'shows the IDs that can be called' } as const;
  if (named !== undefined && models?.foundation !== undefined && !isOnDemand(models, named))
    return [{ code: 'tier-models.needs-profile', severity: 'fail', args: { model, id, region }, remedies: [useProfile] }];
  const unlisted = models !== undefined && choice.evidence === 'user' && parsed.kind === 'arn';
  const { settings } = session;
  const place = { region: session.region, geography: settings.geography?.value, residency: settings.residency?.value ?? 'prefer' } as const;
  const widened = choice.region === undefined && scopesOf(place).some((scope) => scope.reach === geography && scope.widened);
  const where = geography === 'global' ? placeOf('global') : destinations.join(', ') || 'regions that lode cannot see';
  return [
    ...(unlisted ? [finding('unlisted', 'warn', { id, region, uses }, useProfile)] : []),
    ...(widened ? [finding('widened', 'note', { model, id, where, uses }, strict)] : []),
    ...(/\[1m\]$/i.test(wanted) && !choice.longContext ? [finding('no-long-window', 'note', { model, wanted }, useProfile)] : []),
  ];
}

const strict = { kind: 'command', words: ['lode', 'config', 'set', 'residency', 'strict'], why: 'refuses instead' } as const;

function finding(what: string, severity: 'warn' | 'note', args: Finding['args'], remedy: Finding['remedies'][number]): Finding {
  return { code: `tier-models.${what}`, severity, args, remedies: [remedy] };
}
