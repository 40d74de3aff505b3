import type { Obtained } from '../auth/obtain.ts';
import type { System } from '../system/system.ts';
import { gatherBase, obtainQuietly, type DoctorBase, type DoctorRequest } from './doctor-base.ts';
import { gatherAccount, type AccountReport } from './facts/account.ts';
import { gatherAwsFiles, type AwsFileFacts } from './facts/aws-files.ts';
import { gatherCredentials, type CredentialFacts } from './facts/credentials.ts';
import { gatherHousekeeping, type HousekeepingFacts } from './facts/housekeeping.ts';
import { gatherNetwork, type NetworkFacts } from './facts/network.ts';
import { gatherProbes, type ProbeFacts } from './facts/probes.ts';
import { gatherPrograms, type ProgramFacts } from './facts/programs.ts';
import { gatherSettings, type SettingsFacts } from './facts/settings.ts';
import type { Looked } from './probe.ts';

/** Everything the checks know; nothing is looked at after this. */
export interface DoctorFacts extends ProbeFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly base: DoctorBase;
  /** Who AWS says we are; undefined inside for an API key. */
  readonly obtained: Looked<Obtained | undefined>;
  readonly programs: ProgramFacts;
  readonly settings: SettingsFacts;
  readonly awsFiles: AwsFileFacts;
  readonly credentials: CredentialFacts;
  readonly network: NetworkFacts;
  readonly account: AccountReport;
  readonly housekeeping: HousekeepingFacts;
}

/** Told that a part has been looked at. */
export type OnGathered = (part: string) => void;

/** Looks at everything once, as much of it as possible side by side. Throws only for bugs. */
export async function gatherDoctorFacts(system: System, request: DoctorRequest, onGathered: OnGathered): Promise<DoctorFacts> {
  const base = await gatherBase(system, request);
  const noted = async <T>(part: string, work: Promise<T>): Promise<T> => {
    const value = await work;
    onGathered(part);
    return value;
  };
  const coming = obtainQuietly(system, base);
  const { obtained } = coming;
  const [programs, settings, awsFiles, credentials, network, account, housekeeping] = await Promise.all([
    noted('programs', gatherPrograms(system, base)),
    noted('settings', gatherSettings(system, base)),
    noted('aws files', gatherAwsFiles(system, base)),
    noted('credentials', gatherCredentials(system, base)),
    noted('network', gatherNetwork(system, base)),
    noted('account', gatherAccount(system, base, coming)),
    noted('housekeeping', gatherHousekeeping(system, base)),
  ]);
  // Last and alone: it may ask a person, and wants no other talk on the terminal meanwhile.
  const probes = await noted('probes', gatherProbes(system, base, obtained));
  return { ...probes, now: system.now(), base, obtained: await obtained, programs, settings, awsFiles, credentials, network, account, housekeeping };
}
