import { nearest } from '../../nearest.ts';
import type { Check } from '../check.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';
import { chainInUse } from '../profiles-in-use.ts';
import { roleTrouble, type RoleTrouble } from '../role-trouble.ts';

/** The roles that a profile assumes one after the other. */
export const roleChain: Check = {
  id: 'role-chain',
  area: 'aws files',
  title: 'the roles of the profile',
  needs: ['profile'],
  run({ awsFiles, credentials: { wanted } }) {
    const files = seen(awsFiles.files);
    const trouble = files && wanted && roleTrouble(files, wanted.name);
    return trouble === undefined ? [] : [findingOf(trouble, awsFiles.paths.config, [...(files?.profiles.keys() ?? [])])];
  },
  well(facts) {
    const roles = chainInUse(facts).filter(({ keys }) => keys.has('role_arn'));
    return roles.length === 0
      ? 'no role is assumed by a profile'
      : `roles are assumed by way of ${chainInUse(facts)
          .map(({ name }) => name)
          .join(' → ')}`;
  },
  sentences: {
    'role-chain.circle': ({ names, path }) => `The source_profile keys in ${path} lead in a circle: ${names}.`,
    'role-chain.source-missing': ({ profile, source, path }) =>
      `Profile ${profile} assumes its role with the source_profile ${source}, and there is no such profile in ${path}.`,
    'role-chain.source-empty': ({ profile, source, lacks, path }) =>
      `Profile ${profile} assumes its role with the source_profile ${source}, which in ${path} ${lacks}.`,
    'role-chain.both': ({ profile, path }) => `Profile ${profile} in ${path} has both source_profile and credential_source, and AWS takes only one.`,
    'role-chain.neither': ({ profile, path }) =>
      `Profile ${profile} in ${path} has a role_arn, but neither source_profile nor credential_source to assume it with.`,
    'role-chain.unknown-source': ({ profile, source, path }) =>
      `Profile ${profile} in ${path} has credential_source = ${source}; AWS knows Environment, Ec2InstanceMetadata and EcsContainer.`,
  },
};

function findingOf(trouble: RoleTrouble, path: string, known: readonly string[]): Finding {
  return { code: `role-chain.${trouble.kind}`, severity: 'fail', args: argsOf(trouble, path), remedies: [remedyOf(trouble, path, known)] };
}

function argsOf({ kind: _kind, ...rest }: RoleTrouble, path: string): Finding['args'] {
  return 'path' in rest ? { names: rest.path.join(' → '), path } : { ...rest, path };
}

function remedyOf(trouble: RoleTrouble, path: string, known: readonly string[]): Remedy {
  const words = (text: string): Remedy => ({ kind: 'words', text });
  switch (trouble.kind) {
    case 'circle':
      return words(`Let the source_profile of one of them in ${path} name a profile that has credentials of its own`);
    case 'source-missing': {
      const near = nearest(
        trouble.source,
        known.filter((name) => name !== trouble.profile),
      );
      const found = near.length > 0 ? near : known.filter((name) => name !== trouble.profile).slice(0, 8);
      return words(`Name one that is there in [profile ${trouble.profile}] of ${path}: source_profile = ${found.join(' or ')}`);
    }
    case 'source-empty':
      return {
        kind: 'command',
        words: ['lode', 'setup', '--source', 'sso'],
        why: `Give ${trouble.source} a source of credentials, or make a profile that has one`,
      };
    case 'both':
      return words(`Remove source_profile or credential_source from [profile ${trouble.profile}] in ${path}`);
    case 'neither':
      return words(`Add source_profile = NAME to [profile ${trouble.profile}] in ${path}, or credential_source = Environment`);
    case 'unknown-source':
      return words(`Correct credential_source in [profile ${trouble.profile}] of ${path}`);
  }
}
