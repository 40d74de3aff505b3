import { needsRetention, shutGates } from '../../models/access-report.ts';
import { onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';
import { gateFinding, gateSentence } from '../gate-finding.ts';
import { untoldWords } from '../untold-words.ts';

/** Fable is refused unless what it is sent may be kept. The setting is the account's, and lode only explains it. */
export const dataRetention: Check = {
  id: 'data-retention',
  area: 'account',
  title: 'data retention',
  needs: ['identity'],
  run: onAccount(({ access }) => {
    if (access.kind !== 'seen') return { untried: access.kind === 'untried' ? access.why : 'the models of a launch are not settled' };
    const report = access.value;
    const fable = report.rows.filter((row) => needsRetention(row));
    if (fable.length > 0 && report.retention === undefined) return { untried: untoldWords('bedrock:GetAccountDataRetention', report.retentionWhy) };
    const anyway = { ...report, rows: report.rows.map((row) => ({ ...row, asked: true })) };
    const gate = shutGates(anyway).find(({ kind }) => kind === 'data-retention');
    if (gate === undefined) return [];
    return fable.some(({ asked }) => asked)
      ? [gateFinding('data-retention.refused', 'fail', gate, report)]
      : [gateFinding('data-retention.tier', 'note', gate, report)];
  }),
  sentences: { 'data-retention.refused': gateSentence, 'data-retention.tier': gateSentence },
  well: ({ account: { looked } }) => {
    const report = looked.kind === 'seen' && looked.value.access.kind === 'seen' ? looked.value.access.value : undefined;
    if (report === undefined || !report.rows.some((row) => needsRetention(row))) return 'no model of a launch asks for data retention';
    return `data retention in ${report.region} is "${report.retention ?? ''}", which Fable may do with`;
  },
};
