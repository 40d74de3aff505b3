import type { GateAbout } from '../gates/gate.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import type { AccountFacts } from './facts.ts';

/** What a request of this session to this model is about, for the gate that it may meet. Pure. */
export function gateAboutOf({ session, obtained, account }: AccountFacts, { id, label, destinations }: ModelChoice): GateAbout {
  return {
    region: session.region,
    modelId: id,
    model: label,
    account: obtained?.identity?.account,
    principal: obtained === undefined ? undefined : (obtained.identity?.arn ?? 'these credentials'),
    destinations,
    listed: account.kind === 'listed' ? account.models.profiles.map((profile) => profile.id) : undefined,
  };
}
