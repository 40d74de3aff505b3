import { awsFilePaths, readAwsText } from '../auth/aws-files.ts';
import { changeConfig, readConfigText, type ConfigChange } from '../auth/installed-profile/config-file.ts';
import { planInstall } from '../auth/installed-profile/install-profile.ts';
import { planUninstall } from '../auth/installed-profile/uninstall-profile.ts';
import { describeSource } from '../auth/source.ts';
import { exitCodes, fail } from '../errors.ts';
import { chooseSession } from '../launcher/gather-aws.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { changedLines } from '../output/changed-lines.ts';
import { loadSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';

export interface InstallProfileRequest extends SessionRequest {
  readonly name: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/**
 * Writes a profile into the AWS config file that asks lode for the credentials of the chosen profile, so that any AWS tool has them; shows what
 * changed. Throws LodeError.
 */
export async function installProfileCommand(system: System, { name, force, dryRun, flags, environment }: InstallProfileRequest): Promise<number> {
  const loaded = await loadSettings(system, { flags, environment, interactive: mayAsk(system), ask: false });
  for (const note of loaded.notes) system.terminal.err(`lode: ${note.sentence}\n`);
  const { session, region } = chooseSession(system, loaded);
  const { files, choice } = session;
  if (choice.source.kind !== 'profile') return fail(noProfile(name, describeSource(choice.source)));
  const wish = { name, force, source: choice.source.profile, environment: loaded.environment, region: region.region };
  const credentials = readAwsText(system, files.paths.credentials, 'AWS_SHARED_CREDENTIALS_FILE');
  const change = await make(system, { path: files.paths.config, dryRun }, (before) => planInstall(system, { files, credentials }, wish, before));
  const said =
    change.before === change.after
      ? `${files.paths.config} has profile ${name} as it should be; nothing to change.`
      : `Try it: aws sts get-caller-identity --profile ${name}`;
  if (!dryRun || change.before === change.after) system.terminal.err(`${said}\n`);
  return exitCodes.ok;
}

/** Takes a profile that lode wrote out of the AWS config file again, and nothing else; shows what changed. Throws LodeError. */
export async function uninstallProfileCommand(system: System, request: Pick<InstallProfileRequest, 'name' | 'force' | 'dryRun'>): Promise<number> {
  const path = awsFilePaths(system.env, system.home).config;
  await make(system, { path, dryRun: request.dryRun }, (before) => planUninstall(path, request, before));
  return exitCodes.ok;
}

type Plan = (before: string | undefined) => ConfigChange;

async function make(system: System, { path, dryRun }: { readonly path: string; readonly dryRun: boolean }, plan: Plan): Promise<ConfigChange> {
  const change = dryRun ? plan(readConfigText(system, path)) : await changeConfig(system, path, plan);
  if (change.before === change.after) return change;
  const end = dryRun ? 'Nothing was written (--dry-run).\n' : change.after === undefined ? 'The file held nothing else, so it is gone.\n' : '';
  system.terminal.err(`${path}\n${changedLines(change.before ?? '', change.after ?? '')}${end}`);
  return change;
}

function noProfile(name: string, source: string) {
  return {
    code: 'install.no-profile',
    exit: 'user',
    message: `Profile ${name} needs a profile whose credentials it hands out, and a launch would use the ${source}.`,
    hints: [`Name one: lode login --install-profile ${name} --aws-profile SOURCE`],
  } as const;
}
