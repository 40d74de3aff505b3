import { linkTarget } from '../changes/plain-file.ts';
import { exitCodes } from '../errors.ts';
import { offerRemedies } from '../doctor/remedy-rounds.ts';
import { runDoctor, type DoctorWish, type Examined } from '../doctor/run-doctor.ts';
import { agree } from '../launcher/agree.ts';
import { proposalText, questionOf, refusalText } from '../output/doctor-fix-text.ts';
import { reportOutput } from '../output/doctor-output.ts';
import { doctorProgress } from '../output/doctor-progress.ts';
import { withoutSecrets } from '../output/doctor-secrets.ts';
import type { System } from '../system/system.ts';

export interface FixOptions extends DoctorWish {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

/**
 * Shows each remedy that lode can apply, asks, applies it, looks again and reports what is left: 0 when all is well then, 1 when something is still shut.
 * Throws LodeError, for one when there is nobody to ask.
 */
export async function doctorFixCommand(system: System, options: FixOptions): Promise<number> {
  const { terminal, platform } = system;
  const say = (text: string): void => terminal.err(withoutSecrets(text));
  const first = await look(system, options);
  const { last, applied } = await offerRemedies(system, first, {
    // What was sent once is not sent again.
    look: () => look(system, { ...options, probe: false, through: false }),
    refused: (failure) => say(refusalText(failure)),
    agreed(proposal) {
      const target = proposal.remedy.kind === 'command' ? undefined : linkTarget(system, proposal.remedy.path);
      say(proposalText(proposal, platform, terminal.columns, target));
      return agree(system, {
        yes: options.yes,
        question: questionOf(proposal),
        byDefault: true,
        undone: 'Nothing more was changed',
        command: 'lode doctor --fix',
      });
    },
  });
  if (!options.quiet) say(`\n${closing(applied)}\n`);
  terminal.out(reportOutput(system, last.report, options));
  return last.report.counts.fail > 0 ? exitCodes.user : exitCodes.ok;
}

async function look(system: System, options: FixOptions): Promise<Examined> {
  const progress = doctorProgress(system.terminal, options.quiet);
  return runDoctor(system, options, progress.onGathered).finally(progress.clear);
}

function closing(applied: number): string {
  if (applied === 0) return 'Nothing was changed.';
  return `${applied} ${applied === 1 ? 'thing' : 'things'} changed. Take it back with: lode doctor --undo`;
}
