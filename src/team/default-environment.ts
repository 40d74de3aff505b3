import type { AwsFiles } from '../auth/aws-files.ts';
import type { TeamContent } from './team-file.ts';

/** Why a file's default environment cannot be the default here, in a sentence. */
interface LeftOut {
  readonly content: TeamContent;
  readonly notes: readonly string[];
}

/**
 * The content without its default environment where that needs one of the team's profiles which is neither here nor made now: every launch would stop. `made`:
 * the profile that is made. Pure.
 */
export function withUsableDefault(content: TeamContent, files: AwsFiles, made: string | undefined): LeftOut {
  const { defaultEnvironment: name = '', environments, profiles } = content;
  const profile = environments[name]?.['awsProfile'];
  if (typeof profile !== 'string' || profile === made || !Object.hasOwn(profiles, profile) || files.profiles.has(profile)) return { content, notes: [] };
  const note = `Environment ${name} is the file's default, and its profile ${profile} is not made here; so it is not made the default. Make it too: the same with -e ${name}`;
  return { content: { ...content, defaultEnvironment: undefined }, notes: [note] };
}
