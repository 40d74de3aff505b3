import { compareVersions } from '../launcher/compare-versions.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import { isOn, whoSays } from './facts/settings-variables.ts';
import { seen } from './look.ts';

/** Something that a range of versions of Claude Code does wrong on Bedrock (its changelog; issues are those of anthropics/claude-code). */
interface Trouble {
  /** The first version that has it, and the first one that no longer does. */
  readonly from: string;
  readonly fixed: string;
  /** Goes on from `Claude Code 2.1.207 at PATH …`. */
  readonly what: string;
  /** Whether it has to do with this machine at all, and whether it hurts here. */
  readonly touches: (facts: DoctorFacts) => 'hurts' | 'touches' | 'no';
}

const troubles: readonly Trouble[] = [
  {
    from: '2.1.94',
    fixed: '2.1.96',
    what: 'sends no Authorization header with a Bedrock API key (issue 44910)',
    touches: ({ settings }) => (settings.shell['AWS_BEARER_TOKEN_BEDROCK'] ? 'hurts' : 'no'),
  },
  {
    from: '0.0.1',
    fixed: '2.1.174',
    what: 'takes model IDs of the wrong partition in GovCloud (issue 67742)',
    touches: (facts) => (seen(facts.base.session)?.session.region.startsWith('us-gov-') === true ? 'hurts' : 'no'),
  },
  { from: '2.1.176', fixed: '2.1.181', what: 'asks for its credentials every minute', touches: () => 'touches' },
  {
    from: '2.1.141',
    fixed: '2.1.206',
    what: 'may hang at its start where a network lets little out, while it fetches its credentials',
    touches: () => 'touches',
  },
  {
    from: '2.1.94',
    fixed: '2.1.198',
    what: 'ends in a 401 on Mantle without renewing its credentials (issue 67529)',
    touches: ({ settings }) => (isOn(whoSays(settings, 'CLAUDE_CODE_USE_MANTLE')[0]?.value) ? 'hurts' : 'no'),
  },
  {
    from: '2.1.207',
    fixed: '2.1.208',
    what: 'signs in to IAM Identity Center in the wrong region, when it is started without lode (issue 77138)',
    touches: ({ credentials }) => (credentials.signIn === undefined ? 'no' : 'hurts'),
  },
  {
    from: '0.0.1',
    fixed: '2.1.239',
    what: 'checks the identity past the proxy and hangs, when it is started without lode',
    touches: ({ network }) => (network.proxies.some(({ name }) => /^https_proxy$/i.test(name)) ? 'touches' : 'no'),
  },
  {
    from: '0.0.1',
    fixed: '2.1.261',
    what: 'does not trust additional certificates in all of its calls to AWS',
    touches: ({ network }) => (network.bundles.length > 0 ? 'touches' : 'no'),
  },
];

/** What is known to be wrong with a version of Claude Code, as far as it has to do with this machine. Pure. */
export function troublesOf(facts: DoctorFacts, version: string): readonly (Pick<Trouble, 'what' | 'fixed'> & { readonly hurts: boolean })[] {
  if (facts.programs.assistant.name !== 'claude') return [];
  return troubles.flatMap(({ from, fixed, what, touches }) => {
    const has = compareVersions(version, from) >= 0 && compareVersions(version, fixed) < 0;
    const touch = has ? touches(facts) : 'no';
    return touch === 'no' ? [] : [{ what, fixed, hurts: touch === 'hurts' }];
  });
}
