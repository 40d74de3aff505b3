import type { AwsFailure } from '../../aws/aws-failure.ts';
import { gateOf } from '../../gates/gate-of.ts';
import type { Gate, GateId } from '../../gates/gate.ts';
import { onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { AccountView } from '../facts/account.ts';
import type { Finding } from '../finding.ts';
import { nextSteps } from '../next-steps.ts';
import { dns } from './dns.ts';
import { proxy } from './proxy.ts';
import { reach } from './reach.ts';
import { tls } from './tls.ts';

/** Gates that stand in the way of every request, not of the list alone. */
const shutForAll: readonly GateId[] = ['new-account', 'geo-block', 'bearer-deny', 'key-region', 'key-expired', 'key-format'];

/** Whether the account says which models it has (ListInferenceProfiles). */
export const discovery: Check = {
  id: 'discovery',
  area: 'account',
  title: 'the permission to list models',
  needs: ['identity'],
  run: onAccount((view, all) => {
    const { asked, facts } = view;
    if (asked.kind === 'listed') return [];
    if (asked.failure === undefined) return [switchedOff(facts.session.region)];
    if (asked.failure.kind === 'network' && isNetworkShut(all))
      return { untried: `Bedrock in ${facts.session.region} could not be reached (${asked.failure.message})` };
    return [refused(view, asked.failure)];
  }),
  sentences: {
    'discovery.off': ({ region }) =>
      `The setting "bedrockDiscovery.enabled" is false, so the account was not asked for its models in ${region}: the IDs are a guess from lode's catalog.`,
    'discovery.denied': ({ what, meanwhile }) => `${what} ${meanwhile}`,
    'discovery.unanswered': ({ region, reason, meanwhile }) => `Bedrock in ${region} gave no list of models (${reason}). ${meanwhile}`,
    'discovery.refused': ({ what }) => String(what),
  },
  well: ({ account: { looked } }) => (looked.kind === 'seen' ? `the account lists its models in ${looked.value.facts.session.region}` : undefined),
};

/** Whether the way to AWS is known to be shut: then the list that did not come is no fault of its own. */
function isNetworkShut(facts: DoctorFacts): boolean {
  return [proxy, dns, tls, reach].some(({ run }) => {
    const found = run(facts);
    return !('untried' in found) && found.some(({ severity }) => severity === 'fail' || severity === 'warn');
  });
}

function switchedOff(region: string): Finding {
  return {
    code: 'discovery.off',
    severity: 'note',
    args: { region },
    remedies: [{ kind: 'command', words: ['lode', 'config', 'set', 'bedrockDiscovery.enabled', 'true'], why: 'lets the account say what it has' }],
  };
}

function refused(view: AccountView, failure: AwsFailure): Finding {
  const gate = gateOf(failure, aboutOf(view));
  const { region } = view.facts.session;
  const common = { remedies: nextSteps(gate.remedy), proof: gate.proof };
  const all = shutForAll.includes(gate.id) || failure.kind === 'expired' || failure.kind === 'invalid';
  if (all) return { code: 'discovery.refused', severity: 'fail', args: words(gate), ...common };
  if (failure.kind === 'denied') return { code: 'discovery.denied', severity: 'warn', args: { ...words(gate), meanwhile: meanwhileOf(view) }, ...common };
  return {
    code: 'discovery.unanswered',
    severity: 'warn',
    args: { region, reason: `${failure.name === 'Error' ? '' : `${failure.name}: `}${failure.message.replace(/\.$/, '')}`, meanwhile: meanwhileOf(view) },
    ...common,
  };
}

function words({ id, what, who }: Gate): Finding['args'] {
  return { gate: id, what, who };
}

/** What a launch goes by instead. */
function meanwhileOf({ facts: { account } }: AccountView): string {
  if (account.kind === 'unknown') return "Until then the pinned IDs are a guess from lode's catalog.";
  return `Until then launches go by the list of ${new Date(account.models.fetchedAt).toISOString()}.`;
}

function aboutOf({ facts: { session, obtained } }: AccountView) {
  return {
    region: session.region,
    modelId: '',
    model: 'its models',
    account: obtained?.identity?.account,
    principal: obtained === undefined ? undefined : (obtained.identity?.arn ?? 'these credentials'),
    destinations: [],
  };
}
