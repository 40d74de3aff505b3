import { partitionOf, principalOf } from '../../auth/identity.ts';
import type { Failure } from '../../errors.ts';
import { gateOf } from '../../gates/gate-of.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding, Sentence } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';
import { seen } from '../look.ts';

/** Gates of AWS's answers that stand between a source and an identity. */
const gates = [
  'expired',
  'invalid-token',
  'sig-mismatch',
  'scope',
  'unsigned',
  'assume',
  'sso-role',
  'scp',
  'boundary',
  'iam-deny',
  'iam-missing',
  'vpc-endpoint-policy',
  'denied',
  'throttled',
];
/** What else can fail on the way, by the last part of the failure's own code. */
const ownCodes = ['mfa', 'missing', 'invalid', 'profile', 'process', 'export-script', 'circle', 'busy', 'too-slow', 'unwritable', 'other', 'failed'];

const itself: Sentence = ({ message }) => String(message);

/** Who AWS says the credentials are. What is asked of the account later builds on it. */
export const identity: Check = {
  id: 'identity',
  area: 'credentials',
  title: 'the identity',
  needs: [
    'proxy',
    'aws-files',
    'blank-keys',
    'profile-keys',
    'profile',
    'role-chain',
    'region',
    'sso-region',
    'source',
    'bearer-key',
    'sso-registration',
    'sso-sign-in',
    'login-session',
  ],
  run(facts) {
    const { obtained, base } = facts;
    if (obtained.kind === 'untried') return { untried: obtained.why };
    if (obtained.kind === 'failed') return base.session.kind === 'seen' ? failed(obtained.failure) : { untried: 'no source of credentials could be chosen' };
    return obtained.value !== undefined && obtained.value.identity === undefined ? [unchecked(facts, obtained.value.notes)] : [];
  },
  well: (facts) => who(facts),
  sentences: {
    ...Object.fromEntries([...gates, ...ownCodes].map((code) => [`identity.${code}`, itself])),
    'identity.unchecked': ({ region }) => `AWS STS in ${region} could not be asked whose the credentials are; a launch goes on with them unchecked.`,
  },
};

function who({ obtained, credentials: { apiKey } }: DoctorFacts): string | undefined {
  const known = seen(obtained)?.identity;
  if (known !== undefined) return `${principalOf(known.arn)} in account ${known.account} (partition ${partitionOf(known.arn)})`;
  const account = apiKey?.kind === 'long-term' ? apiKey.account : undefined;
  return `an API key; AWS does not say whose it is${account === undefined ? '' : `, but it names account ${account}`}`;
}

function failed(failure: Failure): readonly Finding[] | { readonly untried: string } {
  const last = failure.code.split('.').at(-1) ?? '';
  if (last === 'network') return { untried: 'AWS could not be reached for the credentials' };
  if (last === 'clock') return { untried: "this machine's clock and AWS's are too far apart" };
  const proof = failure.causedBy;
  if (proof?.startsWith('MfaCodeNeeded') === true) return { untried: 'a launch asks for the MFA code; the doctor does not' };
  return [
    {
      code: `identity.${whatFailed(failure, last)}`,
      severity: 'fail',
      args: { message: failure.message },
      remedies: remediesOf(failure),
      ...(proof === undefined ? {} : { proof }),
    },
  ];
}

/** AWS's own words say more than the kind of a failure does. */
function whatFailed({ causedBy = '' }: Failure, last: string): string {
  const [, name = 'Error', message = causedBy] = /^(\w+): (.*)$/s.exec(causedBy) ?? [];
  if (/multi-factor/i.test(message)) return 'mfa';
  const gate = gateOf({ name, message, requestId: undefined }, { region: '', modelId: '', destinations: [] }).id;
  if (gates.includes(gate)) return gate;
  return ownCodes.includes(last) ? last : 'failed';
}

function unchecked({ base }: DoctorFacts, notes: readonly string[]): Finding {
  const note = notes.at(-1);
  const args = { region: seen(base.session)?.region.region ?? '' };
  return {
    code: 'identity.unchecked',
    severity: 'note',
    args,
    remedies: [{ kind: 'command', words: ['lode', 'status'], why: 'Ask again' }],
    ...(note === undefined ? {} : { proof: note }),
  };
}
