import type { ChosenModels } from '../models/choose.ts';
import type { Proof } from '../setup/prove.ts';
import type { SetupChoice } from '../setup/setup-choice.ts';
import type { SetupEdit } from '../setup/setup-edit.ts';

export interface SetupDone {
  readonly edits: readonly SetupEdit[];
  readonly choice: SetupChoice;
  /** The environment that a launch takes when none is named. */
  readonly byDefault?: string | undefined;
  /** What beats what was written, a sentence each. */
  readonly beating: readonly string[];
  readonly proof: Proof;
}

/** What a person does next, and how to take it back. Pure. */
export function doneText({ edits, choice: { environment, extras }, byDefault, beating, proof }: SetupDone): string {
  const launch = launchOf(environment ?? byDefault);
  const isOther = environment === undefined && byDefault !== undefined;
  const needsShell = edits.length > 0 && (extras.includes('completion') || extras.includes('shim'));
  const lines = [
    '',
    proof === 'shut' ? `Written, and not working yet: what the proof met is shut. When it is open: ${launch}` : `Done. Start it:    ${launch}`,
    ...(proof === 'not-sent' ? [`Prove it:          ${launch.replace('claude', 'models check')}`] : []),
    ...(isOther ? ['That is the default environment, which lies over the plain settings.'] : []),
    ...(edits.length > 0 ? ['Take it back:      lode setup --undo'] : []),
    'Something wrong:   lode doctor',
    ...(needsShell ? ['A new shell knows the rest; this one does not yet.'] : []),
    ...beating,
  ];
  return lines.join('\n');
}

function launchOf(environment: string | undefined): string {
  return environment === undefined ? 'lode claude' : `lode -e ${environment} claude`;
}

/** The same as data. Pure. */
export function setupDocument(
  done: Pick<SetupDone, 'edits' | 'choice'> & { readonly models: ChosenModels; readonly proof: Proof; readonly written: boolean },
): object {
  const { edits, choice, models, proof, written } = done;
  return {
    schema: 1,
    environment: choice.environment ?? null,
    source: choice.source.kind === 'ambient' ? { kind: choice.source.name } : { kind: 'profile', profile: nameOf(choice.source.profile) },
    region: choice.region ?? null,
    geography: choice.geography ?? null,
    residency: choice.residency ?? null,
    model: { asked: choice.model ?? null, id: models.main.id },
    smallFastModel: { asked: choice.smallFastModel ?? null, id: models.small.id },
    proof,
    written,
    files: edits.map(({ path, before, why }) => ({ path, made: before === undefined, why })),
  };
}

function nameOf(profile: string | { readonly name: string }): string {
  return typeof profile === 'string' ? profile : profile.name;
}
