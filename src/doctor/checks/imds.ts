import type { Check } from '../check.ts';
import type { NetworkFacts } from '../facts/network.ts';
import { setVariable } from '../facts/network-words.ts';
import type { Finding, Remedy } from '../finding.ts';

/** Whether credentials of an instance role can be had where nothing else is set. */
export const imds: Check = {
  id: 'imds',
  area: 'network',
  title: 'the instance metadata service',
  needs: [],
  run: ({ network }) => {
    const { metadata } = network;
    if (metadata.kind === 'not-asked' || metadata.kind === 'role') return [];
    const args = { address: metadata.address, profile: metadata.profile ?? '' };
    const remedies = remediesFor(network);
    // Where it was asked only because nothing else is set, that nothing is set is what shuts the gate, and the source of credentials says so.
    const isLastResort = metadata.kind === 'silent' && metadata.profile === undefined;
    const finding: Finding = { code: `imds.${metadata.kind}`, severity: isLastResort ? 'note' : 'fail', args, remedies };
    return [metadata.kind === 'silent' ? { ...finding, proof: metadata.why } : finding];
  },
  sentences: {
    'imds.silent': ({ address, profile }) =>
      `${because(profile)}, and the instance metadata service at ${address} does not answer within a second: this is no EC2 instance, or it is turned off. Every program that asks it stalls.`,
    'imds.no-role': ({ address, profile }) => `${because(profile)}, and the instance metadata service at ${address} answers, but the instance has no role.`,
    'imds.no-token': ({ address, profile }) =>
      `${because(profile)}, and the instance metadata service at ${address} answers, but its token does not come back: in a container the hop limit of 1 is too small.`,
  },
  well: ({ network: { metadata } }) =>
    metadata.kind === 'not-asked' ? `the instance metadata service is not asked: ${metadata.why}` : 'the instance metadata service has a role',
};

function because(profile: unknown): string {
  return profile === '' ? 'No other source of credentials is set' : `Profile ${String(profile)} takes its credentials from the instance`;
}

function remediesFor({ metadata, platform }: NetworkFacts): readonly Remedy[] {
  if (metadata.kind === 'no-token') {
    const words = ['aws', 'ec2', 'modify-instance-metadata-options', '--instance-id', 'ID', '--http-put-response-hop-limit', '2'];
    return [{ kind: 'command', words, why: 'somebody who may change the instance' }];
  }
  const other: Remedy = { kind: 'command', words: ['lode', 'config', 'set', 'awsProfile', 'NAME'], why: 'name a profile; lode setup makes one' };
  if (metadata.kind === 'no-role') return [{ kind: 'words', text: 'Give the instance a role (instance profile) that may use Bedrock.' }, other];
  return [other, setVariable(platform, 'AWS_EC2_METADATA_DISABLED', 'true', 'off EC2, so that nothing waits for it')];
}
