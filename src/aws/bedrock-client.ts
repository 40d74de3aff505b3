import type * as Bedrock from '@aws-sdk/client-bedrock';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import type { Secret } from '../secret.ts';
import { clientOptions, type AwsContext } from './aws-context.ts';
import { sdkCredentials } from './sdk-credentials.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

/** How a Bedrock call is authorised. */
export type BedrockAuth = { readonly credentials: AwsCredentials } | { readonly bearer: Secret };

/** SDK client options for either way to authorise; the environment must not be able to swap one for the other. */
export function bedrockAuth(auth: BedrockAuth) {
  return 'bearer' in auth
    ? { token: { token: auth.bearer.reveal() }, authSchemePreference: ['httpBearerAuth'] }
    : { credentials: sdkCredentials(auth.credentials), authSchemePreference: ['sigv4'] };
}

/** The SDK's Bedrock module, and a client of the control plane in the context's region. */
export async function openBedrock(
  auth: BedrockAuth,
  context: AwsContext,
): Promise<{ readonly bedrock: typeof Bedrock; readonly client: Bedrock.BedrockClient }> {
  prepareSdkEnvironment(context.env);
  const bedrock = await import('@aws-sdk/client-bedrock');
  const client = new bedrock.BedrockClient({ ...clientOptions(context, 'bedrock', context.endpoints.bedrock), ...bedrockAuth(auth) });
  return { bedrock, client };
}
