import { contextOf, obtainRequestOf } from '../../auth/aws-session.ts';
import type { AwsCredentials } from '../../auth/aws-credentials.ts';
import type { AwsContext } from '../../aws/aws-context.ts';
import { loadAccountClients } from '../../aws/load-clients.ts';
import { listBedrockQuotas, type BedrockQuotas } from '../../aws/quotas.ts';
import { listTrails } from '../../aws/trails.ts';
import type { System } from '../../system/system.ts';
import { askAccountModels, type AccountAnswer } from '../../discovery/account-list.ts';
import type { ComingCredentials, DoctorBase } from '../doctor-base.ts';
import type { Looked } from '../probe.ts';
import { askInvocationLog, type InvocationLog } from './account-logging.ts';
import { lookAtModels, type ModelFacts } from './account-models.ts';
import { tell, type Told } from './account-told.ts';

/** What AWS says of the account, as far as anybody could ask. */
export interface AccountReport {
  readonly looked: Looked<AccountView>;
}

export interface AccountView extends ModelFacts {
  readonly quotas: Told<BedrockQuotas>;
  /** Undefined inside: invocations are not logged. */
  readonly log: Told<InvocationLog | undefined>;
  /** Names. */
  readonly trails: Told<readonly string[]>;
}

/** Looks at the account's models, their access, quotas and records side by side, once there are credentials. Changes nothing there. */
export async function gatherAccount(system: System, base: DoctorBase, { obtained, early }: ComingCredentials): Promise<AccountReport> {
  if (base.session.kind !== 'seen') return { looked: { kind: 'untried', why: 'it is not settled which credentials and which region a launch uses' } };
  const context = contextOf(base.session.value.session);
  const loaded = loadAccountClients(system.env);
  const asked = early.then((found) => found && askEarly(system, base.session, found, context));
  const records = early.then((found) => found && loaded.then(() => lookAtRecords(found, context)));
  const [credentials] = await Promise.all([obtained, loaded]);
  if (credentials.kind !== 'seen') return { looked: { kind: 'untried', why: 'there are no credentials to ask with' } };
  const { session, region } = base.session.value;
  const place = { session, region, request: obtainRequestOf(session), obtained: credentials.value };
  // Those that came first may have been refused since, and others taken.
  const isSame = (await early) === credentials.value?.credentials;
  const again = credentials.value && !isSame ? lookAtRecords(credentials.value.credentials, context) : records;
  const [models, told] = await Promise.all([lookAtModels(system, place, isSame ? await asked : undefined), again]);
  return { looked: { kind: 'seen', value: { ...models, ...(told ?? keyRecords) } } };
}

/** The list beside the question whose credentials these are; undefined where lists are not asked for. */
async function askEarly(system: System, session: DoctorBase['session'], credentials: AwsCredentials, context: AwsContext): Promise<AccountAnswer | undefined> {
  if (session.kind !== 'seen' || session.value.session.settings.bedrockDiscovery?.value.enabled === false) return undefined;
  return askAccountModels(system, { credentials }, context);
}

type Records = Pick<AccountView, 'quotas' | 'log' | 'trails'>;

async function lookAtRecords(credentials: AwsCredentials, context: AwsContext): Promise<Records> {
  const [quotas, log, trails] = await Promise.all([
    tell('servicequotas:ListServiceQuotas, servicequotas:ListAWSDefaultServiceQuotas', () => listBedrockQuotas(credentials, context)),
    askInvocationLog(credentials, context),
    tell('cloudtrail:DescribeTrails', () => listTrails(credentials, context)),
  ]);
  return { quotas, log, trails };
}

const onlyBedrock = { kind: 'untold', why: 'a Bedrock API key cannot ask for it' } as const;
const keyRecords: Records = { quotas: onlyBedrock, log: onlyBedrock, trails: onlyBedrock };
