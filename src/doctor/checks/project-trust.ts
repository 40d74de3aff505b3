import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** Project files that want what only a trusted file may have. Being passed over is no fault unless it changes a value. */
export const projectTrust: Check = {
  id: 'project-trust',
  area: 'settings',
  title: 'trust in project files',
  needs: ['lode-settings'],
  run: ({ base: { loaded }, settings: { trustDamage } }) => {
    const damaged: readonly Finding[] =
      trustDamage === undefined
        ? []
        : [{ code: 'project-trust.damaged', severity: 'warn', args: { damage: trustDamage.replace(/ Run: .*$/, '') }, remedies: [trust('writes it anew')] }];
    if (loaded.kind !== 'seen') return damaged;
    const { notes, untrusted } = loaded.value;
    const missed = (path: string): boolean => notes.some(({ code, sentence }) => code === 'settings.untrusted' && sentence.startsWith(`${path} `));
    return [
      ...damaged,
      ...untrusted.map(({ path, keys }): Finding => ({
        code: missed(path) ? 'project-trust.untrusted' : 'project-trust.passed-over',
        severity: missed(path) ? 'warn' : 'note',
        args: { path, keys },
        remedies: missed(path)
          ? [{ kind: 'words', text: `Read ${path} first: such keys run commands or choose the account.` }, trust('trusts its present content')]
          : [],
      })),
    ];
  },
  sentences: {
    'project-trust.damaged': ({ damage }) => String(damage),
    'project-trust.untrusted': ({ path, keys }) => `${path} is not trusted, so it does not decide ${[keys].flat().join(', ')}.`,
    'project-trust.passed-over': ({ path, keys }) =>
      `${path} is not trusted, and its ${[keys].flat().join(', ')} would not count anyhow: a stronger place decides.`,
  },
  well: () => 'no project file asks for more than it may decide',
};

function trust(why: string) {
  return { kind: 'command', words: ['lode', 'config', 'trust'], why } as const;
}
