import { contextOf } from '../auth/aws-session.ts';
import { obtainRequestOf } from '../auth/aws-session.ts';
import { obtain } from '../auth/obtain.ts';
import { fail } from '../errors.ts';
import { accountModelsPath, askAccountModels, keepAccountModels } from '../launcher/account-models.ts';
import { chooseSession } from '../launcher/gather-aws.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { loadSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';

/** Asks the account again which models it may use and keeps the answer; a failed try leaves the old list. Throws LodeError. */
export async function refreshCommand(system: System, { flags, environment }: SessionRequest): Promise<number> {
  const loaded = await loadSettings(system, { flags, environment, interactive: mayAsk(system), ask: false });
  const { session } = chooseSession(system, loaded);
  const request = obtainRequestOf(session);
  if (request === undefined)
    return fail({
      code: 'models.bearer',
      exit: 'user',
      message: 'A Bedrock API key names no account whose list could be kept.',
      hints: ['Name a profile: lode --aws-profile NAME models refresh'],
    });
  const { credentials, identity } = await obtain(system, request, () => undefined);
  const answer = await askAccountModels(system, { credentials }, contextOf(session));
  if (answer.kind === 'unknown')
    return fail({
      code: 'models.list-refused',
      exit: 'user',
      message: `The model list could not be renewed; the old one stays. ${answer.why}`,
      hints: ['It needs bedrock:ListInferenceProfiles.'],
    });
  if (identity) keepAccountModels(system, accountModelsPath(session.cacheFolder, identity, session.region), answer);
  system.terminal.out(`${answer.models.profiles.length} inference profiles in ${session.region}\n`);
  return 0;
}
