import { partitionOf } from '../../auth/identity.ts';
import { regionFacts } from '../../models/catalog.ts';
import { accountWords, onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** Credentials open one partition only, and GovCloud has no global profiles (Amazon Bedrock user guide, "Supported Regions for inference profiles"). */
export const partition: Check = {
  id: 'partition',
  area: 'account',
  title: 'the partition of the account',
  needs: ['identity'],
  run: onAccount(({ facts: { session, obtained } }) => {
    const here = regionFacts(session.region)?.partition;
    const identity = obtained?.identity;
    const global = session.settings.geography?.value === 'global' && here === 'aws-us-gov' ? [noGlobal(session.region)] : [];
    if (identity === undefined) return obtained === undefined ? global : { untried: 'AWS did not say whose credentials these are' };
    const own = partitionOf(identity.arn);
    return here === undefined || own === here ? global : [mismatch(identity.account, own, session.region, here)];
  }),
  sentences: {
    'partition.mismatch': ({ account, own, region, here }) =>
      `The credentials are of account ${account} in partition ${own}, but ${region} is in partition ${here}: no request can succeed.`,
    'partition.no-global': ({ region }) => `The setting "geography" is global, but ${region} has no global profiles: requests stay in GovCloud.`,
  },
  well: ({ account: { looked } }) => {
    const identity = looked.kind === 'seen' ? looked.value.facts.obtained?.identity : undefined;
    if (looked.kind !== 'seen' || identity === undefined) return undefined;
    return `${accountWords(looked.value)} is in partition ${partitionOf(identity.arn)}, as ${looked.value.facts.session.region} is`;
  },
};

function mismatch(account: string, own: string, region: string, here: string): Finding {
  return {
    code: 'partition.mismatch',
    severity: 'fail',
    args: { account, own, region, here },
    remedies: [
      { kind: 'words', text: `Use credentials of partition ${here}: lode --aws-profile PROFILE claude` },
      { kind: 'words', text: `Or a region of partition ${own}: lode config set region REGION` },
    ],
  };
}

function noGlobal(region: string): Finding {
  return {
    code: 'partition.no-global',
    severity: 'note',
    args: { region },
    remedies: [{ kind: 'command', words: ['lode', 'config', 'set', 'geography', 'us-gov'], why: 'says what holds anyway' }],
  };
}
