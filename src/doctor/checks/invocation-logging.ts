import { accountWords, onAccount } from '../account-view.ts';
import type { Check } from '../check.ts';
import type { AccountView } from '../facts/account.ts';
import type { InvocationLog } from '../facts/account-logging.ts';
import type { Finding, Remedy } from '../finding.ts';

/** Long enough to look into what went wrong, and no longer than prompts need to lie about. */
const advisedDays = 30;

/** Whether Bedrock writes down what models are sent and answer, and for how long. */
export const invocationLogging: Check = {
  id: 'invocation-logging',
  area: 'account',
  title: 'the log of invocations',
  needs: ['identity'],
  run: onAccount((view) => {
    if (view.log.kind === 'untold') return { untried: view.log.why };
    if (view.log.value === undefined && isGarbled(view)) return { untried: 'what answers for Bedrock gives answers without content' };
    return view.log.value === undefined ? [off(view)] : retentionFindings(view.log.value, view.facts.session.region);
  }),
  sentences: {
    'invocation-logging.off': ({ account, region }) =>
      `Bedrock keeps no log of invocations for ${account} in ${region}: nobody can tell later what was asked and answered. Where it is wanted, ${advisedDays} days are a good measure.`,
    'invocation-logging.kept-for-ever': ({ group, region }) =>
      `The log group ${group} in ${region} keeps prompts and answers for ever; ${advisedDays} days are a good measure.`,
    'invocation-logging.kept-long': ({ group, region, days }) =>
      `The log group ${group} in ${region} keeps prompts and answers for ${days} days; ${advisedDays} are a good measure.`,
    'invocation-logging.no-group': ({ group, region }) => `Invocations are to be logged in ${group}, and ${region} has no such log group: nothing is kept.`,
  },
  well: ({ account: { looked } }) => {
    const log = looked.kind === 'seen' && looked.value.log.kind === 'told' ? looked.value.log.value : undefined;
    if (log === undefined) return undefined;
    const days = log.retention?.kind === 'told' && log.retention.value.kind === 'days' ? ` for ${log.retention.value.days} days` : '';
    const untold = log.retention?.kind === 'untold' ? `; for how long is not told, because ${log.retention.why}` : '';
    return `invocations are logged in ${[log.logGroup, log.bucket].filter((place) => place !== undefined).join(' and ')}${days}${untold}`;
  },
};

/** An empty answer reads like a log that is switched off; so it is not believed of whoever gave no list either. */
function isGarbled({ asked }: AccountView): boolean {
  return asked.kind === 'unknown' && (asked.failure?.kind === 'other' || asked.failure?.kind === 'network');
}

function off(view: AccountView): Finding {
  return {
    code: 'invocation-logging.off',
    severity: 'note',
    args: { account: accountWords(view), region: view.facts.session.region },
    remedies: [
      {
        kind: 'page',
        url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html',
        why: 'how an administrator turns it on (bedrock:PutModelInvocationLoggingConfiguration)',
      },
    ],
  };
}

function retentionFindings({ logGroup: group = '', retention }: InvocationLog, region: string): readonly Finding[] {
  if (retention?.kind !== 'told') return [];
  const { value } = retention;
  const found = (what: string, args: Finding['args'], remedies: readonly Remedy[]): readonly Finding[] => [
    { code: `invocation-logging.${what}`, severity: 'note', args: { group, region, ...args }, remedies },
  ];
  if (value.kind === 'no such group')
    return found('no-group', {}, [{ kind: 'command', words: ['aws', 'logs', 'create-log-group', '--log-group-name', group, '--region', region] }]);
  if (value.kind === 'for ever') return found('kept-for-ever', {}, [keepLess(group, region)]);
  return value.days > advisedDays ? found('kept-long', { days: value.days }, [keepLess(group, region)]) : [];
}

function keepLess(group: string, region: string): Remedy {
  const words = ['aws', 'logs', 'put-retention-policy', '--log-group-name', group, '--retention-in-days', String(advisedDays), '--region', region];
  return { kind: 'command', words, why: 'takes the permission logs:PutRetentionPolicy' };
}
