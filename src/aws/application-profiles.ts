import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/** What CreateInferenceProfile is told. */
export interface NewProfile {
  readonly name: string;
  readonly description: string | undefined;
  /** ARN of a system-defined profile or of a foundation model. */
  readonly copyFrom: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The same token asks for the same profile: AWS makes no second one. */
  readonly token: string;
}

/** Makes an application inference profile (CreateInferenceProfile). Returns its ARN; throws what the SDK throws. */
export async function createApplicationProfile(auth: BedrockAuth, context: AwsContext, profile: NewProfile): Promise<string> {
  const { name, description, copyFrom, tags, token } = profile;
  const { bedrock, client } = await openBedrock(auth, context);
  const made = await client.send(
    new bedrock.CreateInferenceProfileCommand({
      inferenceProfileName: name,
      modelSource: { copyFrom },
      clientRequestToken: token,
      ...(description === undefined ? {} : { description }),
      ...(Object.keys(tags).length === 0 ? {} : { tags: Object.entries(tags).map(([key, value]) => ({ key, value })) }),
    }),
  );
  return made.inferenceProfileArn ?? '';
}

/** Takes an application inference profile away (DeleteInferenceProfile). Throws what the SDK throws. */
export async function deleteApplicationProfile(auth: BedrockAuth, context: AwsContext, arn: string): Promise<void> {
  const { bedrock, client } = await openBedrock(auth, context);
  await client.send(new bedrock.DeleteInferenceProfileCommand({ inferenceProfileIdentifier: arn }));
}

/** The tags of a resource of Bedrock's (ListTagsForResource), which has no pages. Throws what the SDK throws. */
export async function listTags(auth: BedrockAuth, context: AwsContext, arn: string): Promise<Readonly<Record<string, string>>> {
  const { bedrock, client } = await openBedrock(auth, context);
  const { tags } = await client.send(new bedrock.ListTagsForResourceCommand({ resourceARN: arn }));
  return Object.fromEntries((tags ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
}
