import { regionFacts } from '../models/catalog.ts';
import { isBehind, modelRegion } from './denial.ts';
import type { GateRow } from './gate.ts';
import { noSignIn, ofPolicy, policyName, saidByIam as said } from './policy-words.ts';

const organisation = "whoever manages the organisation's service control policies";
const scp = ofPolicy('service control policy');

/**
 * Service control policies of AWS Organizations. A profile is checked on itself and on the model in every destination, a global one with no region at
 * all (Amazon Bedrock user guide, "Global cross-Region inference").
 */
export const organisationGates: readonly GateRow[] = [
  {
    id: 'scp-global',
    says: said,
    when: (c) => scp(c) && modelRegion(c.denial?.resource) === '',
    tell: ({ about, caller, region, modelId, denial }) => ({
      what: `The organisation's service control policy does not let ${caller} send requests${about.region === undefined ? '' : ` from ${region}`} to all regions at once, as the global profile${isBehind(about, denial) ? '' : ` ${modelId}`} does.`,
      who: organisation,
      remedy: [
        geographyAdvice(about.region),
        'Or the policy excepts Bedrock where aws:RequestedRegion is "unspecified", the value that a global profile is checked with',
        noSignIn,
      ],
    }),
  },
  {
    id: 'scp-geo',
    says: said,
    when: (c) => scp(c) && ![undefined, '', c.about.region].includes(modelRegion(c.denial?.resource)),
    tell: ({ about, denial, name, region, modelId }) => ({
      what: `The organisation's service control policy denies ${modelRegion(denial?.resource) ?? 'a region'}, one of the regions that ${isBehind(about, denial) ? 'the profile' : modelId} sends requests to${about.region === undefined ? '' : ` from ${region}`}.`,
      who: organisation,
      remedy: [
        `All of its regions must be allowed, even where the others would do${listed(about.destinations)}`,
        `Or use a profile that stays where you may go: lode models resolve ${name}`,
        noSignIn,
      ],
    }),
  },
  {
    id: 'scp',
    says: said,
    when: scp,
    tell: ({ denial, caller }) => ({
      what: `The organisation's service control policy${policyName(denial?.policyArn)} denies ${caller} ${denial?.action ?? 'the request'} on ${denial?.resource ?? '*'}.`,
      who: organisation,
      remedy: ['Ask there for an exception for Amazon Bedrock', noSignIn],
    }),
  },
];

function geographyAdvice(region: string | undefined): string {
  if (region === undefined) return 'Stay inside a geography: lode --geography NAME models check';
  const own = regionFacts(region)?.geography;
  return own
    ? `Stay inside a geography: lode --geography ${own} models check`
    : `${region} has global profiles only, so another region is the way: lode --region REGION models check`;
}

function listed(regions: readonly string[]): string {
  return regions.length === 0 ? '' : `: ${regions.join(', ')}`;
}
