import { contextOf, type AwsSession } from '../auth/aws-session.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { followAliases } from '../models/alias.ts';
import { parseModelText } from '../models/id.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import type { System } from '../system/system.ts';
import type { AccountAnswer } from './account-list.ts';

/** Names that a session asks for whatever its settings say. */
const always: readonly string[] = ['opus', 'sonnet', 'haiku', 'fable'];

/** What AWS says of some ARNs. */
export interface DescribedArns {
  readonly profiles: readonly InferenceProfile[];
  /** Whole sentences about those that it could not be asked about. */
  readonly notes: readonly string[];
}

/**
 * What AWS says of the ARNs that these words come down to, where the account's list does not show them; `words` may be names of the user's own. All are
 * asked for side by side; one that AWS will not describe is left out. A failure that is remembered will do unless `since` (ms since the epoch) is given.
 */
export async function askAboutArns(
  system: System,
  session: AwsSession,
  auth: () => BedrockAuth,
  account: AccountAnswer,
  words: readonly (string | undefined)[],
  since?: number,
): Promise<DescribedArns> {
  const { models, bedrockDiscovery } = session.settings;
  const arns = bedrockDiscovery?.value.enabled === false ? [] : unlistedArns(words, models?.value ?? {}, account);
  if (arns.length === 0) return { profiles: [], notes: [] };
  const { lookUpArn } = await import('./look-up-arn.ts');
  const request = { auth: auth(), context: contextOf(session), cacheFolder: session.cacheFolder, since };
  const found = await Promise.all(arns.map((arn) => lookUpArn(system, arn, request)));
  return { profiles: found.flatMap(({ profile }) => profile ?? []), notes: found.flatMap(({ notes }) => notes) };
}

/** The same, for those who only want what AWS describes. */
export async function describeArns(...asked: Parameters<typeof askAboutArns>): Promise<readonly InferenceProfile[]> {
  return (await askAboutArns(...asked)).profiles;
}

function unlistedArns(words: readonly (string | undefined)[], aliases: Readonly<Record<string, string>>, account: AccountAnswer): readonly string[] {
  const listed = new Set(account.kind === 'listed' ? account.models.profiles.map(({ arn }) => arn) : []);
  const texts = [...words, ...always].flatMap((word) => {
    const followed = word === undefined ? undefined : followAliases(word, aliases);
    return followed?.kind === 'text' ? [followed.text] : [];
  });
  return [...new Set(texts)].filter((text) => parseModelText(text).kind === 'arn' && !listed.has(text));
}
