import { shutGates } from '../../models/access-report.ts';
import { onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';
import { gateFinding, gateSentence } from '../gate-finding.ts';
import { untoldWords } from '../untold-words.ts';

/** Anthropic's use-case form, without which each of its models answers 404 (Amazon Bedrock user guide, "Request access to models"). */
export const useCaseForm: Check = {
  id: 'use-case-form',
  area: 'account',
  title: "Anthropic's use-case form",
  needs: ['identity'],
  run: onAccount(({ access }) => {
    if (access.kind !== 'seen') return { untried: access.kind === 'untried' ? access.why : 'the models of a launch are not settled' };
    const { form } = access.value;
    if (form?.state === 'untold') return { untried: untoldWords('bedrock:GetUseCaseForModelAccess', form.why) };
    const gate = shutGates(access.value).find(({ kind }) => kind === 'form');
    return gate === undefined ? [] : [gateFinding('use-case-form.never-sent', 'fail', gate, access.value)];
  }),
  sentences: { 'use-case-form.never-sent': gateSentence },
  well: ({ account: { looked } }) => {
    const form = looked.kind === 'seen' && looked.value.access.kind === 'seen' ? looked.value.access.value.form : undefined;
    if (form === undefined) return 'no model of a launch asks for the use-case form';
    return form.state === 'sent' ? "Anthropic's use-case form was sent" : "the organization sent Anthropic's use-case form";
  },
};
