import { describeOrigin } from '../../settings/origin.ts';
import { accountWords, claudeProfiles, onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { AccountView } from '../facts/account.ts';
import type { Finding } from '../finding.ts';

/** What the account's list holds, as a whole. */
export const modelList: Check = {
  id: 'model-list',
  area: 'models',
  title: "the account's list of models",
  needs: ['identity'],
  run: onAccount((view) => {
    const { asked, facts } = view;
    if (asked.kind !== 'listed' || facts.account.kind !== 'listed') return { untried: 'the account gave no list' };
    if (claudeProfiles(asked.models) === 0) return [empty(view)];
    if (claudeProfiles(facts.account.models) === 0) return [filtered(view, claudeProfiles(asked.models))];
    return asked.models.foundation === undefined ? [nameless(view)] : [];
  }),
  sentences: {
    'model-list.empty': ({ account, region }) => `Bedrock lists no Claude model for ${account} in ${region}.`,
    'model-list.filtered': ({ origin, filter, hidden, region }) =>
      `The setting "bedrockDiscovery.providerFilter" (${origin}) is ${[filter].flat().join(', ')} and hides all ${hidden} Claude profiles that the account lists in ${region}.`,
    'model-list.nameless': ({ account, region }) =>
      `${account} lists its profiles in ${region} but not its models: names, dates of end and in-region IDs come from lode's catalog.`,
  },
  well: ({ account: { looked } }) => {
    if (looked.kind !== 'seen' || looked.value.asked.kind !== 'listed') return undefined;
    const { models } = looked.value.asked;
    return `${claudeProfiles(models)} Claude profiles can be called from ${models.region}`;
  },
};

function empty(view: AccountView): Finding {
  return {
    code: 'model-list.empty',
    severity: 'fail',
    args: { account: accountWords(view), region: view.facts.session.region },
    remedies: [
      { kind: 'command', words: ['lode', 'models', 'list', '--all-regions'], why: 'shows the regions where the account has some' },
      { kind: 'words', text: 'Then use one of them: lode config set region REGION' },
    ],
  };
}

function filtered({ facts: { session } }: AccountView, hidden: number): Finding {
  const setting = session.settings.bedrockDiscovery;
  return {
    code: 'model-list.filtered',
    severity: 'fail',
    args: {
      origin: setting === undefined ? '' : describeOrigin(setting.origin),
      filter: setting?.value.providerFilter ?? [],
      hidden,
      region: session.region,
    },
    remedies: [{ kind: 'command', words: ['lode', 'config', 'unset', 'bedrockDiscovery.providerFilter'], why: 'shows all models again' }],
  };
}

function nameless(view: AccountView): Finding {
  return {
    code: 'model-list.nameless',
    severity: 'note',
    args: { account: accountWords(view).replace(/^./, (letter) => letter.toUpperCase()), region: view.facts.session.region },
    remedies: [{ kind: 'words', text: 'Allow the action bedrock:ListFoundationModels.' }],
  };
}
