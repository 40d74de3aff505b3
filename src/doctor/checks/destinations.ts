import { regionAllowance } from '../../models/processing.ts';
import { onPinned, type PinnedModel } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** Every region that a profile may send a request to must be allowed, or requests are refused as soon as they are routed there. */
export const destinations: Check = {
  id: 'destinations',
  area: 'models',
  title: 'where requests are processed',
  needs: ['tier-models'],
  run: onPinned((pinned, { facts: { session } }) => {
    const groups = new Map<string, PinnedModel[]>();
    for (const model of pinned) groups.set(placesOf(model), [...(groups.get(placesOf(model)) ?? []), model]);
    return [...groups.values()].flatMap((models) => note(models, session.region));
  }),
  sentences: {
    'destinations.geography': ({ uses, regions, source }) =>
      `Requests from ${source} for ${[uses].flat().join(', ')} may be processed in ${[regions].flat().join(', ')}: IAM and the organization's policies must allow the models in every one of them.`,
    'destinations.global': ({ uses, source }) =>
      `Requests from ${source} for ${[uses].flat().join(', ')} may be processed in any commercial region: a policy that denies by region must let the value unspecified of aws:RequestedRegion through for Bedrock.`,
  },
  well: () => 'requests stay in the region',
};

function placesOf({ choice: { geography, destinations: regions, region } }: PinnedModel): string {
  return `${geography} ${regions.join(',')} ${region ?? ''}`;
}

function note(models: readonly PinnedModel[], home: string): readonly Finding[] {
  const choices = models.map(({ choice }) => choice);
  const source = choices[0]?.region ?? home;
  const uses = models.flatMap((model) => model.uses);
  const { requestedRegions: regions } = regionAllowance(choices, source);
  const remedies = [{ kind: 'command', words: ['lode', 'models', 'resolve', '--scp'], why: 'prints what a service control policy must allow' }] as const;
  if (regions.length < 2) return [];
  const code = regions.includes('unspecified') ? 'destinations.global' : 'destinations.geography';
  return [{ code, severity: 'note', args: { uses, regions, source }, remedies }];
}
