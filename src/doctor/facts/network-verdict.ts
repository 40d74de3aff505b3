import { gateOf } from '../../gates/gate-of.ts';
import type { EndpointFacts } from './network-endpoints.ts';

/** What stands between this machine and a host; `stranger`: somebody else answered in AWS's place. */
export type Verdict = 'well' | 'proxy' | 'dns' | 'tls' | 'no-answer' | 'unreachable' | 'stranger';

const gates: Readonly<Partial<Record<string, Verdict>>> = { dns: 'dns', tls: 'tls', 'no-answer': 'no-answer' };

/** Judges what came of asking a host; each failure has one verdict. Pure. */
export function verdictOf({ reached, region, givenBy, service }: EndpointFacts): Verdict {
  if (reached.kind === 'answered') return givenBy === undefined && isStranger(service, reached) ? 'stranger' : 'well';
  const { stage, code, message } = reached;
  if (stage === 'proxy') return 'proxy';
  const gate = gates[gateOf({ name: 'Error', code, message, requestId: undefined }, { region, modelId: '', destinations: [] }).id];
  if (gate === 'no-answer' && stage === 'name') return 'dns';
  return gate ?? (stage === 'certificate' && !/^ECONN|^EPIPE/.test(code) ? 'tls' : 'unreachable');
}

type Answered = Extract<EndpointFacts['reached'], { kind: 'answered' }>;

/** A page for people, or a way to one, where AWS's services have neither; AWS Sign-In has pages. */
function isStranger(service: string, { fromAws, contentType, redirect }: Answered): boolean {
  if (fromAws || service === 'signin') return false;
  const isElsewhere = redirect !== undefined && !/(^|\.)(amazon|amazonaws|awsapps|aws)(\.[a-z]+)*(:\d+)?$/.test(redirect);
  return isElsewhere || /^text\/html\b/i.test(contentType);
}

/** The hosts that are one finding. */
export interface Group {
  readonly first: EndpointFacts;
  readonly hosts: readonly string[];
  readonly services: readonly string[];
  /** Who gave these addresses; empty for AWS's own. */
  readonly givers: readonly string[];
  /** A launch needs them: without it something is shut; the others are for signing in. */
  readonly severity: 'fail' | 'warn';
}

/** Groups the hosts of a verdict by what is in the way, so that one gate is one finding. Pure. */
export function groupsOf(endpoints: readonly EndpointFacts[], verdict: Verdict, cause: (endpoint: EndpointFacts) => string): readonly Group[] {
  const groups = new Map<string, EndpointFacts[]>();
  for (const endpoint of endpoints.filter((one) => verdictOf(one) === verdict)) groups.set(cause(endpoint), [...(groups.get(cause(endpoint)) ?? []), endpoint]);
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return {
      first: members.find(({ isEssential }) => isEssential) ?? first,
      hosts: [...new Set(members.map(({ host }) => host))],
      services: members.map(({ service }) => service),
      givers: [...new Set(members.flatMap(({ givenBy }) => givenBy ?? []))],
      severity: members.some(({ isEssential }) => isEssential) ? 'fail' : 'warn',
    };
  });
}

/** What failed, in a reached that failed; undefined for an answer. Pure. */
export function failureOf({ reached }: EndpointFacts): Extract<EndpointFacts['reached'], { kind: 'failed' }> | undefined {
  return reached.kind === 'failed' ? reached : undefined;
}
