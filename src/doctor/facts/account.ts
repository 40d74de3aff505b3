import { contextOf, obtainRequestOf } from '../../auth/aws-session.ts';
import type { Obtained } from '../../auth/obtain.ts';
import { loadAccountClients } from '../../aws/load-clients.ts';
import { listBedrockQuotas, type BedrockQuotas } from '../../aws/quotas.ts';
import { listTrails } from '../../aws/trails.ts';
import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import type { Looked } from '../probe.ts';
import { askInvocationLog, type InvocationLog } from './account-logging.ts';
import { lookAtModels, type AccountPlace, type ModelFacts } from './account-models.ts';
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
export async function gatherAccount(system: System, base: DoctorBase, obtained: Promise<Looked<Obtained | undefined>>): Promise<AccountReport> {
  if (base.session.kind !== 'seen') return { looked: { kind: 'untried', why: 'it is not settled which credentials and which region a launch uses' } };
  const [credentials] = await Promise.all([obtained, loadAccountClients(system.env)]);
  if (credentials.kind !== 'seen') return { looked: { kind: 'untried', why: 'there are no credentials to ask with' } };
  const { session, region } = base.session.value;
  const place = { session, region, request: obtainRequestOf(session), obtained: credentials.value };
  return { looked: { kind: 'seen', value: await lookAtAccount(system, place) } };
}

async function lookAtAccount(system: System, place: AccountPlace): Promise<AccountView> {
  const [models, records] = await Promise.all([lookAtModels(system, place), lookAtRecords(place)]);
  return { ...models, ...records };
}

async function lookAtRecords({ session, obtained }: AccountPlace): Promise<Pick<AccountView, 'quotas' | 'log' | 'trails'>> {
  if (obtained === undefined) return { quotas: onlyBedrock, log: onlyBedrock, trails: onlyBedrock };
  const [{ credentials }, context] = [obtained, contextOf(session)];
  const [quotas, log, trails] = await Promise.all([
    tell('servicequotas:ListServiceQuotas, servicequotas:ListAWSDefaultServiceQuotas', () => listBedrockQuotas(credentials, context)),
    askInvocationLog(credentials, context),
    tell('cloudtrail:DescribeTrails', () => listTrails(credentials, context)),
  ]);
  return { quotas, log, trails };
}

const onlyBedrock = { kind: 'untold', why: 'a Bedrock API key cannot ask for it' } as const;
