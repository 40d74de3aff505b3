import { fail } from '../errors.ts';
import { assistants, findAssistant } from '../launcher/assistants/index.ts';
import { gatherFacts } from '../launcher/gather.ts';
import type { LaunchRequest } from '../launcher/launch-request.ts';
import { makePlan } from '../launcher/plan.ts';
import { writePlannedFiles } from '../launcher/planned-files.ts';
import { detectShell, isShellName, renderChanges, shellNames } from '../launcher/shells/index.ts';
import { startStopwatch } from '../launcher/stopwatch.ts';
import { Secret } from '../secret.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';

/** Prints the environment a launch would use, for a shell. Secrets are left out and named on stderr. Throws LodeError. */
export async function envCommand(system: System, request: LaunchRequest, shellName: string | undefined): Promise<number> {
  const shell = shellName ?? detectShell(system.env);
  if (!isShellName(shell))
    return fail({ code: 'usage.shell', exit: 'usage', message: `lode env knows no shell "${shellName}".`, hints: [`Shells: ${shellNames.join(', ')}`] });
  const assistant = findAssistant(request.assistant ?? '');
  if (assistant === undefined)
    return fail({
      code: 'usage.unknown-assistant',
      exit: 'usage',
      message: `lode knows no assistant called "${request.assistant}".`,
      hints: [`There are: ${assistants.map(({ name }) => name).join(', ')}`],
    });
  const facts = await gatherFacts(
    system,
    request,
    assistant,
    { kind: 'session', rest: [] },
    startStopwatch(() => system.elapsed()),
  );
  const plan = makePlan(facts, { ...system, stateFolder: lodePaths(system).state, noEndpoint: 'it lives only as long as a launch' });
  const { environment } = plan;
  // Variables and the line below name these files, so they must be there when the user comes to use them.
  writePlannedFiles(system, plan.files);
  const secrets = environment.filter(({ value }) => value instanceof Secret).map(({ name }) => name);
  const plain = environment.flatMap(({ name, value }) => (value instanceof Secret ? [] : [{ name, value }]));
  system.terminal.out(renderChanges(shell, plain));
  if (secrets.length > 0) system.terminal.err(leftOut(secrets));
  if (plan.args.length > 0)
    system.terminal.err(`lode: credentials do not go by variables here; start it with them: ${assistant.binaryNames[0]} ${plan.args.join(' ')}\n`);
  return 0;
}

function leftOut(names: readonly string[]): string {
  const where = names.includes('AWS_SECRET_ACCESS_KEY') ? ' Credentials come from: lode credentials --format env' : '';
  return `lode: left out because they are secret: ${names.join(', ')}.${where}\n`;
}
