import type { GateAbout } from '../../src/gates/gate.ts';

/** A request for Opus 5.5 through the European profile, with changes. */
export function aboutOpus(changes: Partial<GateAbout> = {}): GateAbout {
  return {
    region: 'eu-west-1',
    modelId: 'eu.anthropic.claude-opus-5-5',
    account: '111122223333',
    principal: 'arn:aws:iam::111122223333:user/ana',
    destinations: ['eu-central-1', 'eu-west-1'],
    ...changes,
  };
}
