import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { remediesOf } from '../hint-remedy.ts';

/** The region that models are called in, and where it comes from. */
export const region: Check = {
  id: 'region',
  area: 'aws files',
  title: 'the region',
  needs: ['blank-keys', 'profile', 'role-chain'],
  run({ base: { session } }) {
    if (session.kind === 'untried') return { untried: session.why };
    if (session.kind === 'seen') return shadowed(session.value.region);
    const { code, message } = session.failure;
    if (!code.startsWith('region.')) return { untried: 'no source of credentials could be chosen' };
    const known = ['region.missing', 'region.malformed', 'region.region-without-bedrock'];
    return [{ code: known.includes(code) ? code : 'region.refused', severity: 'fail', args: { message }, remedies: remediesOf(session.failure) }];
  },
  well: ({ base: { session } }) => (session.kind === 'seen' ? `${session.value.region.region} (${session.value.region.why})` : undefined),
  sentences: {
    'region.missing': ({ message }) => String(message),
    'region.malformed': ({ message }) => String(message),
    'region.region-without-bedrock': ({ message }) => String(message),
    'region.refused': ({ message }) => String(message),
    'region.shadowed': ({ region: name, why, others }) => `The region is ${name} (${why}); ${others}.`,
  },
};

/** Other places that name another region: harmless, but somebody may wonder. */
function shadowed({
  region: name,
  why,
  refused,
}: {
  readonly region: string;
  readonly why: string;
  readonly refused: readonly { readonly source: string; readonly why: string }[];
}): readonly Finding[] {
  // What the shell says besides is told among the settings.
  const others = refused.filter(({ source, why: reason }) => source.startsWith('profile ') && reason !== 'is not set' && !reason.startsWith(`is ${name},`));
  if (others.length === 0) return [];
  const said = others.map(({ source, why: reason }) => `${source} ${reason}`).join('; ');
  return [{ code: 'region.shadowed', severity: 'note', args: { region: name, why, others: said }, remedies: [] }];
}
