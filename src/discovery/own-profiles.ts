import type { NewProfile } from '../aws/application-profiles.ts';
import type { AwsContext } from '../aws/aws-context.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { digestOf } from '../digest.ts';
import { failRefused } from './bedrock-refusal.ts';
import { sideBySide } from './side-by-side.ts';

/** Makes a profile of the account's own; the same wish twice makes one. Returns its ARN. Throws LodeError `profile.*` with AWS's words. */
export async function makeOwnProfile(auth: BedrockAuth, context: AwsContext, wish: Omit<NewProfile, 'token'>, where: string): Promise<string> {
  const { createApplicationProfile } = await import('../aws/application-profiles.ts');
  const tags = Object.entries(wish.tags).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const token = digestOf(wish.name, wish.description ?? '', wish.copyFrom, ...tags.flat());
  try {
    // A token stands for one wording: the same tags in another order would be refused under it.
    return await createApplicationProfile(auth, context, { ...wish, tags: Object.fromEntries(tags), token });
  } catch (error) {
    return failRefused(error, {
      code: 'profile',
      could: `The profile ${wish.name} could not be made in ${where}`,
      needs: ['bedrock:CreateInferenceProfile', 'bedrock:GetInferenceProfile', 'bedrock:TagResource'],
      look: 'See whether it is there: lode models profile list',
    });
  }
}

/** Takes a profile away for good. Throws LodeError `profile.*` with AWS's words. */
export async function removeOwnProfile(auth: BedrockAuth, context: AwsContext, arn: string, where: string): Promise<void> {
  const { deleteApplicationProfile } = await import('../aws/application-profiles.ts');
  try {
    await deleteApplicationProfile(auth, context, arn);
  } catch (error) {
    failRefused(error, {
      code: 'profile',
      could: `The profile ${arn} could not be deleted in ${where}`,
      needs: ['bedrock:DeleteInferenceProfile'],
      look: 'See whether it is still there: lode models profile list',
    });
  }
}

/** At once; the service answers some ten a second. */
const abreast = 8;

/** AWS tells the tags of one resource at a time, so that more would take minutes. */
export const tagsAskedFor = 100;

/** What AWS tells of a resource's tags; undefined when it will not. */
type ToldTags = Readonly<Record<string, string>> | undefined;

/** The tags of each resource, in the order of the ARNs, of the first hundred at most. Never throws. */
export async function tagsOfEach(auth: BedrockAuth, context: AwsContext, arns: readonly string[]): Promise<readonly ToldTags[]> {
  const { listTags } = await import('../aws/application-profiles.ts');
  return sideBySide(arns.slice(0, tagsAskedFor), abreast, (arn) => listTags(auth, context, arn).catch((): ToldTags => undefined));
}
