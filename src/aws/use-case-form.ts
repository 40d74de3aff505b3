import type { AwsContext } from './aws-context.ts';
import { openBedrock, type BedrockAuth } from './bedrock-client.ts';

/** The use-case form as it was sent (GetUseCaseForModelAccess). Throws what the SDK throws: ResourceNotFoundException when none ever was. */
export async function getUseCaseForm(auth: BedrockAuth, context: AwsContext): Promise<Uint8Array> {
  const { bedrock, client } = await openBedrock(auth, context);
  const { formData } = await client.send(new bedrock.GetUseCaseForModelAccessCommand({}));
  return formData ?? new Uint8Array();
}

/** Sends the use-case form for the whole account (PutUseCaseForModelAccess); the SDK encodes it. Throws what the SDK throws. */
export async function putUseCaseForm(auth: BedrockAuth, context: AwsContext, text: string): Promise<void> {
  const { bedrock, client } = await openBedrock(auth, context);
  await client.send(new bedrock.PutUseCaseForModelAccessCommand({ formData: new TextEncoder().encode(text) }));
}
