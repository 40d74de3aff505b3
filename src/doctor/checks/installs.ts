import { compareVersions } from '../../launcher/compare-versions.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { Install } from '../facts/programs-installs.ts';
import type { Finding, Remedy } from '../finding.ts';

/** Several programs of one assistant, which update themselves apart. */
export const installs: Check = {
  id: 'installs',
  area: 'programs',
  title: 'installations of the assistant',
  needs: ['assistant'],
  run: ({ programs }) => judge(programs),
  sentences: {
    'installs.older-in-use': ({ label, used, others }) =>
      `${label} is installed more than once, and the one that is started is not the newest: ${used} stands before ${[others].flat().join(', ')}.`,
    'installs.versions-differ': ({ label, used, others }) =>
      `${label} is installed more than once, in different versions: ${used} is started, and behind it there is ${[others].flat().join(', ')}.`,
  },
  well: ({ programs: { installs: found } }) => (found.length > 1 ? `${found.length} installations of one version` : 'no second installation'),
};

function judge({ assistant: { label }, installs: found }: DoctorFacts['programs']): readonly Finding[] {
  const [first, ...rest] = found;
  const others = rest.filter(({ version }) => version !== undefined && first?.version !== undefined && version !== first.version);
  if (first?.version === undefined || others.length === 0) return [];
  const { version } = first;
  const newer = others.filter((other) => compareVersions(other.version ?? '', version) > 0);
  const args = { label, used: shown(first), others: others.map(shown) };
  if (newer.length > 0) {
    return [
      {
        code: 'installs.older-in-use',
        severity: 'warn',
        args,
        remedies: [takeOut(first), { kind: 'command', words: [first.path, 'update'], why: 'or brings it up to date' }],
      },
    ];
  }
  return [{ code: 'installs.versions-differ', severity: 'note', args, remedies: others.map(takeOut) }];
}

function shown({ path, version }: Install): string {
  return `${path} (${version})`;
}

function takeOut({ path, realPath }: Install): Remedy {
  const name = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(realPath)?.[1]?.replaceAll('\\', '/');
  if (name === undefined) return { kind: 'words', text: `Remove ${path}, or put its folder behind the others on PATH.` };
  return { kind: 'command', words: ['npm', 'uninstall', '-g', name], why: `takes ${path} out` };
}
