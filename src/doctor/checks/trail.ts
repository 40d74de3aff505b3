import { accountWords, onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';

/** Whether somebody records who called what. */
export const trail: Check = {
  id: 'trail',
  area: 'account',
  title: 'the CloudTrail trail',
  needs: ['identity'],
  run: onAccount((view) => {
    if (view.trails.kind === 'untold') return { untried: view.trails.why };
    if (view.trails.value.length > 0) return [];
    const page = {
      kind: 'page',
      url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html',
      why: 'how Bedrock is recorded',
    } as const;
    return [{ code: 'trail.none', severity: 'note', args: { account: accountWords(view), region: view.facts.session.region }, remedies: [page] }];
  }),
  sentences: {
    'trail.none': ({ account, region }) =>
      `No CloudTrail trail records the calls of ${account} in ${region}: who called which model can be looked up for 90 days, and not after that.`,
  },
  well: ({ account: { looked } }) =>
    looked.kind === 'seen' && looked.value.trails.kind === 'told' ? `calls are recorded by CloudTrail (${looked.value.trails.value.join(', ')})` : undefined,
};
