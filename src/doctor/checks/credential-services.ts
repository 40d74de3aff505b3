import type { Check } from '../check.ts';
import type { Sentence } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';

const itself: Sentence = ({ message }) => String(message);

/** Trouble on the way to those who give and check credentials that no check of the network explains. */
export const credentialServices: Check = {
  id: 'credential-services',
  area: 'credentials',
  title: 'the way to the services that give credentials',
  needs: ['clock', 'dns', 'proxy', 'ca-bundle', 'tls', 'reach', 'vpc-endpoint', 'region', 'source'],
  run({ base, obtained }) {
    if (base.session.kind !== 'seen' || obtained.kind !== 'failed') return [];
    const { code, message, causedBy } = obtained.failure;
    const what = /^credentials\.(network|clock)$/.exec(code)?.[1];
    if (what === undefined) return [];
    return [
      {
        code: `credential-services.${what}`,
        severity: 'fail',
        args: { message },
        remedies: remediesOf(obtained.failure),
        ...(causedBy === undefined ? {} : { proof: causedBy }),
      },
    ];
  },
  well: () => 'nothing on the way kept the credentials from being given',
  sentences: { 'credential-services.network': itself, 'credential-services.clock': itself },
};
