import { profileChain, type AwsProfile } from '../auth/profiles.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import type { AwsFileKind } from './facts/aws-files-scan.ts';
import { seen } from './look.ts';

type Known = Pick<DoctorFacts, 'awsFiles' | 'credentials'>;

/** The profile that a launch uses and those that it builds upon, in order; empty when it uses none. Pure. */
export function chainInUse({ awsFiles, credentials }: Known): readonly AwsProfile[] {
  const files = seen(awsFiles.files);
  return files === undefined || credentials.wanted === undefined ? [] : profileChain(files, credentials.wanted.name);
}

/** What a section's title names: `profile work` of the config file and `work` of the credentials file are the same. Pure. */
export function namedBy(file: AwsFileKind, title: string): { readonly kind: 'profile' | 'session' | 'other'; readonly name: string } {
  const [, kind, , name = ''] = /^([\w-]+)\s+(["'])?(.+?)\2$/.exec(title.trim()) ?? [];
  if (file === 'credentials' || title.trim() === 'default') return { kind: 'profile', name: title.trim() };
  if (kind === 'profile' || kind === 'sso-session') return { kind: kind === 'profile' ? 'profile' : 'session', name };
  return { kind: 'other', name: title };
}

/** Whether a section of an AWS file says something about the credentials of a launch. Pure. */
export function isInUse(facts: Known, file: AwsFileKind, title: string): boolean {
  const { kind, name } = namedBy(file, title);
  const chain = chainInUse(facts);
  return kind === 'profile' ? chain.some((profile) => profile.name === name) : chain.some(({ keys }) => keys.get('sso_session') === name);
}
