import { modelByKey } from '../../models/catalog.ts';
import type { ModelChoice } from '../../models/model-choice.ts';
import { onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** The model for background work: lode always names one, and it should be as near and cheaper. */
export const smallModel: Check = {
  id: 'small-model',
  area: 'models',
  title: 'the small model',
  needs: ['tier-models'],
  run: onAccount(({ chosen, facts: { session } }) => {
    if (chosen.kind !== 'seen') return { untried: 'the models of a launch are not settled' };
    const { main, small } = chosen.value;
    if (small.region !== undefined && small.region !== session.region) return [elsewhere(main, small, session.region)];
    if (reachesFurther(main, small)) return [outside(main, small)];
    return small.id === main.id && modelByKey(small.model)?.family !== 'haiku' ? [same(main, session.region)] : [];
  }),
  sentences: {
    'small-model.outside': ({ small, where, main, mainWhere }) =>
      `Background work goes to ${small}, which may be processed in ${where}, while the main model ${main} stays in ${mainWhere}.`,
    'small-model.elsewhere': ({ small, region, home }) =>
      `Background work goes to ${small} in ${region} (setting "smallFastModelRegion"), the rest to ${home}: region, quotas and policies of both count.`,
    'small-model.same': ({ main, region }) =>
      `Background work is done by ${main} too, because ${region} offers nothing cheaper that may be used: it costs as much.`,
  },
  well: ({ account: { looked } }) => {
    const chosen = looked.kind === 'seen' && looked.value.chosen.kind === 'seen' ? looked.value.chosen.value : undefined;
    return chosen && `background work goes to ${chosen.small.id}, in the same place as the main model`;
  },
};

/** Whether requests to the small model can leave the places of the main one. */
function reachesFurther(main: ModelChoice, small: ModelChoice): boolean {
  if (main.geography === 'global' || main.geography === 'unknown' || main.geography === small.geography) return false;
  return small.geography === 'global' || small.geography === 'unknown' || !small.destinations.every((region) => main.destinations.includes(region));
}

function whereOf({ geography, destinations }: ModelChoice): string {
  if (geography === 'global') return 'any commercial region';
  return destinations.length === 0 ? 'regions that nobody can tell' : destinations.join(', ');
}

function outside(main: ModelChoice, small: ModelChoice): Finding {
  return {
    code: 'small-model.outside',
    severity: 'warn',
    args: { small: small.id, where: whereOf(small), main: main.id, mainWhere: whereOf(main) },
    remedies: [
      { kind: 'command', words: ['lode', 'config', 'unset', 'smallFastModel'], why: 'lets lode choose one in the same geography' },
      { kind: 'command', words: ['lode', 'config', 'set', 'residency', 'strict'], why: 'refuses whatever leaves it' },
    ],
  };
}

function elsewhere(main: ModelChoice, small: ModelChoice, home: string): Finding {
  const staysInside = !reachesFurther(main, small);
  return {
    code: 'small-model.elsewhere',
    severity: staysInside ? 'note' : 'warn',
    args: { small: small.id, region: small.region ?? '', home, where: whereOf(small) },
    remedies: [{ kind: 'command', words: ['lode', 'config', 'unset', 'smallFastModelRegion'], why: 'keeps all of it in one region' }],
  };
}

function same(main: ModelChoice, region: string): Finding {
  return {
    code: 'small-model.same',
    severity: 'note',
    args: { main: main.label, region },
    remedies: [{ kind: 'command', words: ['lode', 'models', 'list', '--all-regions'], why: 'shows where there is a cheaper one' }],
  };
}
