import type { ApiKeyReading } from '../../auth/api-key.ts';
import { maskKeyId } from '../../auth/source.ts';
import { awsTime } from '../../auth/token-fields.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';

const keyName = 'AWS_BEARER_TOKEN_BEDROCK';
const soonMs = 60 * 60_000;
const renew: Remedy = { kind: 'words', text: `Make a new key for this region and set it: export ${keyName}=…` };
const drop: Remedy = { kind: 'command', words: ['unset', keyName], why: 'Or use a sign-in, which renews itself' };

/** The Bedrock API key, as far as it can be read without sending it anywhere. */
export const bearerKey: Check = {
  id: 'bearer-key',
  area: 'credentials',
  title: 'the Bedrock API key',
  needs: ['blank-keys', 'source', 'region'],
  run(facts) {
    const { apiKey, choice } = facts.credentials;
    const used = seen(choice)?.source.kind === 'bearer-token';
    return apiKey !== undefined && used ? findings(apiKey, facts) : [];
  },
  well({ credentials: { apiKey, choice } }) {
    if (apiKey === undefined) return `no Bedrock API key is set (${keyName})`;
    if (seen(choice)?.source.kind !== 'bearer-token') return `${keyName} is set and not used`;
    return apiKey.kind === 'short-term' ? `${keyName} is a key for ${apiKey.region} until ${awsTime(apiKey.expiresAt)} at most` : undefined;
  },
  sentences: {
    'bearer-key.other-region': ({ keyRegion, region }) =>
      `The Bedrock API key in ${keyName} was made for ${keyRegion}, and models are called in ${region}, where it is not valid.`,
    'bearer-key.expired': ({ at, region, signer }) => `The Bedrock API key in ${keyName} for ${region}, signed by ${signer}, ended at ${at}.`,
    'bearer-key.not-yet': ({ at }) => `The Bedrock API key in ${keyName} is good from ${at} on, which is later than this machine's clock says.`,
    'bearer-key.soon': ({ at, region }) => `The Bedrock API key in ${keyName} for ${region} ends at ${at}, and nothing renews it.`,
    'bearer-key.truncated': ({ lacks }) => `The Bedrock API key in ${keyName} is cut off: it lacks ${lacks}.`,
    'bearer-key.foreign': ({ looksLike }) => `What is in ${keyName} is ${looksLike} and no Bedrock API key.`,
    'bearer-key.long-term': ({ account }) =>
      `The Bedrock API key in ${keyName} is a long-term one${account === '' ? '' : ` of account ${account}`}; it works until somebody removes it.`,
    'bearer-key.opaque': () => `What is in ${keyName} cannot be read here, so its region and end are not known.`,
  },
};

function findings(key: ApiKeyReading, facts: DoctorFacts): readonly Finding[] {
  switch (key.kind) {
    case 'short-term':
      return ofShortTerm(key, facts);
    case 'long-term':
      return [finding('long-term', 'note', { account: key.account ?? '' }, [drop])];
    case 'truncated':
      return [
        finding('truncated', 'fail', { lacks: key.lacks.join(', ') }, [
          { kind: 'words', text: 'Copy the key again in full; it begins with bedrock-api-key- and has a thousand characters or so' },
          drop,
        ]),
      ];
    case 'foreign':
      return [finding('foreign', 'fail', { looksLike: key.looksLike }, [renew, drop])];
    case 'opaque':
      return [finding('opaque', 'note', {}, [])];
  }
}

function ofShortTerm(key: Extract<ApiKeyReading, { kind: 'short-term' }>, { base, now }: DoctorFacts): readonly Finding[] {
  const region = seen(base.session)?.region.region ?? key.region;
  const at = awsTime(key.expiresAt);
  const move: Remedy = { kind: 'command', words: ['lode', 'config', 'set', 'region', key.region], why: "Or use the key's own region" };
  if (key.region !== region) return [finding('other-region', 'fail', { keyRegion: key.region, region }, [renew, move, drop])];
  if (key.expiresAt <= now) return [finding('expired', 'fail', { at, region, signer: maskKeyId(key.accessKeyId) }, [renew, drop])];
  if (key.madeAt > now + 5 * 60_000)
    return [finding('not-yet', 'fail', { at: awsTime(key.madeAt) }, [{ kind: 'words', text: "Set this machine's clock" }, renew])];
  return key.expiresAt - now > soonMs ? [] : [finding('soon', 'note', { at, region }, [renew, drop])];
}

function finding(what: string, severity: Finding['severity'], args: Finding['args'], remedies: readonly Remedy[]): Finding {
  return { code: `bearer-key.${what}`, severity, args, remedies };
}
