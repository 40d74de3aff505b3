import type { Check } from '../check.ts';
import { isPrivate } from '../facts/network-private.ts';
import { listed, noSession } from '../facts/network-words.ts';

/** Whether AWS is reached by VPC endpoints, which have a policy and a limit of their own. */
export const vpcEndpoint: Check = {
  id: 'vpc-endpoint',
  area: 'network',
  title: 'VPC endpoints',
  needs: ['dns'],
  run: ({ network: { endpoints } }) => {
    if (endpoints === undefined) return { untried: noSession };
    const inside = endpoints.filter(({ host, reached }) => /(^|\.)vpce-|\.vpce\.amazonaws\./.test(host) || reached.addresses.some(isPrivate));
    const [first] = inside;
    if (first === undefined) return [];
    const hosts = [...new Set(inside.map(({ host, reached }) => [host, ...reached.addresses.slice(0, 1)].join(' at ')))];
    return [
      {
        code: 'vpc-endpoint.used',
        severity: 'note',
        args: { hosts },
        remedies: [
          { kind: 'words', text: 'If long answers break off: turn TCP keep-alive on (under 350 s), or let the model think less at a time.' },
          { kind: 'words', text: 'If AWS denies what the identity may do: the policy of the VPC endpoint must allow it too.' },
        ],
      },
    ];
  },
  sentences: {
    'vpc-endpoint.used': ({ hosts }) =>
      `AWS is reached inside a private network (${listed(hosts)}), most likely by VPC endpoints: they end a connection that is silent for 350 s, and have a policy of their own.`,
  },
  well: ({ network: { endpoints = [] } }) =>
    endpoints.every(({ reached }) => reached.addresses.length === 0) ? 'VPC endpoints: none in sight' : 'VPC endpoints: none, AWS has public addresses',
};
