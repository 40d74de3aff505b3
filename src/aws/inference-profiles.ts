import type { InferenceProfileSummary, ListInferenceProfilesResponse } from '@aws-sdk/client-bedrock';
import type { InferenceProfile } from '../models/model-choice.ts';
import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/**
 * All inference profiles of the account in the source region: every page (1,000 rows each) of both types, asked for side by
 * side because the service answers one type at a time. Throws what the SDK throws, and an error for an answer that is no list.
 */
export async function listInferenceProfiles(auth: BedrockAuth, context: AwsContext): Promise<readonly InferenceProfile[]> {
  const { bedrock, client } = await openBedrock(auth, context);
  const pagesOf = async (typeEquals: InferenceProfile['type']): Promise<InferenceProfile[]> => {
    const rows: InferenceProfile[] = [];
    for await (const page of bedrock.paginateListInferenceProfiles({ client, pageSize: 1000 }, { typeEquals })) {
      rows.push(...summariesOf(page).map(profileOf));
    }
    return rows;
  };
  return (await Promise.all([pagesOf('SYSTEM_DEFINED'), pagesOf('APPLICATION')])).flat();
}

/** An account without profiles has an empty list; an answer without any list comes from something else than Bedrock. */
function summariesOf({ inferenceProfileSummaries: rows }: ListInferenceProfilesResponse): readonly InferenceProfileSummary[] {
  if (rows === undefined) throw new Error('Bedrock answered without a list of inference profiles');
  return rows;
}

/** One inference profile by its ID or ARN (GetInferenceProfile). Throws what the SDK throws. */
export async function getInferenceProfile(auth: BedrockAuth, context: AwsContext, idOrArn: string): Promise<InferenceProfile> {
  const { bedrock, client } = await openBedrock(auth, context);
  return profileOf(await client.send(new bedrock.GetInferenceProfileCommand({ inferenceProfileIdentifier: idOrArn })));
}

function profileOf(row: Partial<InferenceProfileSummary>): InferenceProfile {
  return {
    id: row.inferenceProfileId ?? '',
    arn: row.inferenceProfileArn ?? '',
    name: row.inferenceProfileName ?? '',
    type: row.type === 'APPLICATION' ? 'APPLICATION' : 'SYSTEM_DEFINED',
    active: row.status === 'ACTIVE',
    modelArns: (row.models ?? []).flatMap((model) => (model.modelArn ? [model.modelArn] : [])),
  };
}
