import type { Command } from 'commander';
import type { SandboxOptions } from '../commands/sandbox.ts';
import type { ConfigRequest } from '../commands/config.ts';
import type { TargetName } from '../settings/edit-target.ts';
import type { CommandPlace } from './command-place.ts';
import { addCompletion } from './completion-command.ts';
import { addDoctor } from './doctor-command.ts';
import { addExplain } from './explain-command.ts';
import { addLogin, addLogout } from './credential-commands.ts';
import { addModels } from './models-commands.ts';
import { addPolicy } from './policy-command.ts';
import { addRefresh } from './refresh-command.ts';
import { addSetup } from './setup-command.ts';
import { askedFor, takeSettingFlags } from './setting-flags.ts';

/** Declares every command; each handler loads its own code, so none pays for another. */
export function addCommands(program: Command, place: CommandPlace): void {
  addSetup(program, place);
  addDoctor(program, place);
  addExplain(program, place);
  addConfig(program, place);
  addLogin(program, place);
  addLogout(program, place);
  addCredentials(program, place);
  addStatus(program, place);
  addEnv(program, place);
  addAsk(program, place);
  addSandbox(program, place);
  addModels(program, place);
  addPolicy(program, place);
  addRefresh(program, place);
  addCompletion(program, place);
}

interface EditOptions {
  readonly user?: boolean;
  readonly project?: boolean;
  readonly local?: boolean;
  readonly environment?: string;
}

function targetOf({ project, local }: EditOptions): TargetName {
  if (local) return 'local';
  return project ? 'project' : 'user';
}

function addConfig(program: Command, { words, system, done }: CommandPlace): void {
  const config = program.command('config').description('show and change settings, each with where it came from');
  const run = async (request: ConfigRequest): Promise<void> => {
    const { configCommand } = await import('../commands/config.ts');
    done(await configCommand(system, request));
  };
  const reading = { flags: words.flags, environment: words.environment };
  const json = (options: { json?: boolean }): boolean => options.json === true || words.mode.json;
  config
    .command('list', { isDefault: true })
    .description('each setting, its value and its origin')
    .option('--json', 'as data')
    .action((options: { json?: boolean }) => run({ action: 'list', ...reading, json: json(options) }));
  config
    .command('get <key>')
    .description('one setting')
    .option('--json', 'as data')
    .action((key: string, options: { json?: boolean }) => run({ action: 'get', key, ...reading, json: json(options) }));
  editOptions(config.command('set <key> <value>').description('set one, keeping comments')).action((key: string, value: string, options: EditOptions) =>
    run({ action: 'set', key, value, target: targetOf(options), environment: options.environment ?? words.environment }),
  );
  editOptions(config.command('unset <key>').description('remove one')).action((key: string, options: EditOptions) =>
    run({ action: 'unset', key, target: targetOf(options), environment: options.environment ?? words.environment }),
  );
  for (const action of ['edit', 'undo'] as const) {
    targetOptions(config.command(action).description(action === 'edit' ? 'open the settings file in $EDITOR' : 'take the last change back')).action(
      (options: EditOptions) => run({ action, target: targetOf(options) }),
    );
  }
  config
    .command('path')
    .description('where the settings files are')
    .action(() => run({ action: 'path' }));
  config
    .command('schema')
    .description('the JSON Schema of a settings file')
    .action(() => run({ action: 'schema' }));
  config
    .command('trust')
    .description("trust this project's settings as they are now")
    .option('--list', 'what is trusted')
    .option('--revoke', 'trust it no more')
    .action((options: { list?: boolean; revoke?: boolean }) => run({ action: 'trust', mode: options.list ? 'list' : options.revoke ? 'revoke' : 'trust' }));
}

function targetOptions(command: Command): Command {
  return command
    .option('--user', 'in your own file (the default)')
    .option('--project', "in the project's .lode/settings.json")
    .option('--local', "in the project's .lode/settings.local.json");
}

function editOptions(command: Command): Command {
  return targetOptions(command).option('-e, --environment <name>', 'inside a named environment');
}

function addCredentials(program: Command, { words, system, done }: CommandPlace): void {
  const command = program
    .command('credentials')
    .description('print credentials for another program')
    .option('--format <format>', 'export (awsCredentialExport), process (credential_process) or env (shell lines)', 'process');
  takeSettingFlags(command).action(async (options: { format: string }) => {
    const { credentialsCommand } = await import('../commands/credentials.ts');
    done(await credentialsCommand(system, { ...askedFor(command, words), format: options.format, argv: words.argv }));
  });
}

function addStatus(program: Command, { words, system, done }: CommandPlace): void {
  const command = program.command('status').description('who am I, where, until when, from which source').option('--json', 'as data');
  takeSettingFlags(command).action(async (options: { json?: boolean }) => {
    const { statusCommand } = await import('../commands/status.ts');
    done(await statusCommand(system, { ...askedFor(command, words), json: options.json === true || words.mode.json, verbose: words.mode.verbose }));
  });
}

function addEnv(program: Command, { words, system, done }: CommandPlace): void {
  const command = program
    .command('env')
    .description('the environment a launch would use, for your shell')
    .argument('[assistant]', 'whose environment', 'claude')
    .option('--shell <shell>', 'bash, zsh, fish, powershell, cmd, json or dotenv; without it, your own');
  takeSettingFlags(command).action(async (assistant: string, options: { shell?: string }) => {
    const { envCommand } = await import('../commands/env.ts');
    done(await envCommand(system, { assistant, ...askedFor(command, words), words: [], mode: words.mode }, words.mode.json ? 'json' : options.shell));
  });
}

function addAsk(program: Command, { words, system, done }: CommandPlace): void {
  const command = program.command('ask').description('one streamed request through the chosen model').argument('<question...>');
  takeSettingFlags(command).action(async (question: string[]) => {
    const { askCommand } = await import('../commands/ask.ts');
    done(await askCommand(system, { question: question.join(' '), ...askedFor(command, words), quiet: words.mode.quiet }));
  });
}

function addSandbox(program: Command, { system, done }: CommandPlace): void {
  program
    .command('sandbox')
    .description('a loopback stand-in for AWS: try lode with no account')
    .argument('[command...]', 'a command to run inside it, after --')
    .option('--print-env', 'print the variables and keep running until Ctrl-C')
    .option('--port <port>', 'listen on this port')
    .option('--latency <ms>', 'wait before every answer')
    .option('--log <file>', 'append each request as a JSON line')
    .option('--error <id[:times]>', 'answer model calls with an error of the catalogue', (value: string, all: readonly string[] | undefined) => [
      ...(all ?? []),
      value,
    ])
    .option('--expired', 'start with expired credentials')
    .option('--page-size <n>', 'inference profiles per page')
    .option('--keep-home', 'leave HOME as it is')
    .passThroughOptions()
    .action(async (command: string[], options: SandboxOptions) => {
      const { sandboxCommand } = await import('../commands/sandbox.ts');
      done(await sandboxCommand(system, command, options));
    });
}
