import type { InferenceProfileSummary } from '@aws-sdk/client-bedrock';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import type { Secret } from '../secret.ts';
import { clientOptions, type AwsContext } from './aws-context.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';
import { sdkCredentials } from './sdk-credentials.ts';

/** How a Bedrock call is authorised. */
export type BedrockAuth = { readonly credentials: AwsCredentials } | { readonly bearer: Secret };

/** SDK client options for either way to authorise; the environment must not be able to swap one for the other. */
export function bedrockAuth(auth: BedrockAuth) {
  return 'bearer' in auth
    ? { token: { token: auth.bearer.reveal() }, authSchemePreference: ['httpBearerAuth'] }
    : { credentials: sdkCredentials(auth.credentials), authSchemePreference: ['sigv4'] };
}

/**
 * All inference profiles of the account in the source region: every page (1,000 rows each) of both types, asked for side by
 * side because the service answers one type at a time. Throws what the SDK throws.
 */
export async function listInferenceProfiles(auth: BedrockAuth, context: AwsContext): Promise<readonly InferenceProfile[]> {
  prepareSdkEnvironment(context.env);
  const bedrock = await import('@aws-sdk/client-bedrock');
  const client = new bedrock.BedrockClient({ ...clientOptions(context, 'bedrock', context.endpoints.bedrock), ...bedrockAuth(auth) });
  const pagesOf = async (typeEquals: InferenceProfile['type']): Promise<InferenceProfile[]> => {
    const rows: InferenceProfile[] = [];
    for await (const page of bedrock.paginateListInferenceProfiles({ client, pageSize: 1000 }, { typeEquals })) {
      rows.push(...(page.inferenceProfileSummaries ?? []).map(profileOf));
    }
    return rows;
  };
  return (await Promise.all([pagesOf('SYSTEM_DEFINED'), pagesOf('APPLICATION')])).flat();
}

function profileOf(row: InferenceProfileSummary): InferenceProfile {
  return {
    id: row.inferenceProfileId ?? '',
    arn: row.inferenceProfileArn ?? '',
    name: row.inferenceProfileName ?? '',
    type: row.type === 'APPLICATION' ? 'APPLICATION' : 'SYSTEM_DEFINED',
    active: row.status === 'ACTIVE',
    modelArns: (row.models ?? []).flatMap((model) => (model.modelArn ? [model.modelArn] : [])),
  };
}
