import type { Call } from './call.ts';
import { profilesOf } from './listing.ts';
import { applicationProfileArn, modelArn, profileArn, provisionedArn } from './profiles.ts';

/** IAM knows no Converse: both pairs of operations need the same two actions (Bedrock user guide). */
const actions: Readonly<Record<string, string>> = { Converse: 'InvokeModel', ConverseStream: 'InvokeModelWithResponseStream' };

/** What the catalogue's sentences speak of. */
export function errorFacts(call: Call): Record<string, string> {
  const { caller, route, request, region = '' } = call;
  const service = route.service === 'bedrock-runtime' ? 'bedrock' : route.service;
  const profile = profilesOf(call).find((one) => one.id === route.id);
  return {
    model: route.id ?? '',
    base: profile?.modelId ?? route.id ?? '',
    arn: caller?.arn ?? '',
    account: caller?.account ?? '',
    region,
    elsewhere: profile?.destinations.find((one) => one !== region && one !== '') ?? region,
    action: `${service}:${actions[route.operation] ?? route.operation}`,
    resource: resourceOf(call, profile !== undefined),
    role: new URLSearchParams(request.body.toString('utf8')).get('RoleArn') ?? '*',
    service,
  };
}

function resourceOf({ route: { id, operation }, region = '', caller }: Call, isProfile: boolean): string {
  if (id === undefined) return '*';
  if (id.startsWith('arn:')) return id;
  if (operation === 'GetProvisionedModelThroughput') return provisionedArn(region, caller?.account ?? '', id);
  if (!isProfile && operation.endsWith('InferenceProfile')) return applicationProfileArn(region, caller?.account ?? '', id);
  return isProfile ? profileArn(region, caller?.account ?? '', id) : modelArn(region, region, id);
}
