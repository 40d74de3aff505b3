import { modelByKey, shortName } from '../../models/catalog.ts';
import { endOfLifeDay, legacyNote, successorOf } from '../../models/lifecycle.ts';
import { onPinned, type PinnedModel } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { AccountView } from '../facts/account.ts';
import type { Finding } from '../finding.ts';

/** A Legacy model is refused to whoever did not use it lately, and ends on its day (Amazon Bedrock user guide, "Model lifecycle"). */
export const lifecycle: Check = {
  id: 'lifecycle',
  area: 'models',
  title: 'the life of the models',
  needs: ['tier-models'],
  run: onPinned((pinned, view, { now }) => pinned.flatMap((model) => legacy(model, view, now))),
  sentences: {
    'lifecycle.legacy': ({ note, uses }) =>
      `${note} (Used for: ${[uses].flat().join(', ')}.) Bedrock refuses a Legacy model to accounts that did not use it for 15 to 30 days.`,
  },
  well: () => 'no model that is pinned is Legacy',
};

function legacy({ choice, uses }: PinnedModel, { facts }: AccountView, now: number): readonly Finding[] {
  const model = modelByKey(choice.model);
  const moment = { now, account: facts.account.kind === 'listed' ? facts.account.models : undefined };
  const note = model && legacyNote(model, moment);
  if (model === undefined || note === undefined) return [];
  const next = successorOf(model, moment);
  const setting = uses.includes('main') ? 'model' : uses.includes('small') ? 'smallFastModel' : `models.${uses[0] ?? ''}`;
  return [
    {
      code: 'lifecycle.legacy',
      severity: 'warn',
      args: { model: model.name, note, uses, ends: endOfLifeDay(model, moment.account) ?? '', successor: next === undefined ? '' : shortName(next) },
      remedies:
        next === undefined
          ? [{ kind: 'command', words: ['lode', 'models', 'list'], why: 'shows what else there is' }]
          : [{ kind: 'command', words: ['lode', 'config', 'set', setting, shortName(next)], why: 'uses its successor' }],
    },
  ];
}
