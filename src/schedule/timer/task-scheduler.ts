import { fail } from '../../errors.ts';
import { lodePaths, pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import { textForXml } from './markup-text.ts';
import { isWell, mustRun, runTool } from './run-tool.ts';
import type { Scheduler, TimerFile } from './scheduler.ts';
import { fillTemplate, readTemplate } from './template.ts';
import type { TimerJob } from './timer-job.ts';

const task = 'lode refresh';

/** A task of the Windows Task Scheduler, in its XML form ("Task Scheduler Schema", learn.microsoft.com). It makes up for a missed run. */
export const taskScheduler: Scheduler = {
  kind: 'schtasks',
  label: `Task Scheduler task "${task}"`,
  works: async (system) => system.platform === 'win32' && isWell(await runTool(system, ['schtasks.exe', '/Query', '/FO', 'CSV', '/NH', '/TN', '\\'])),
  files: taskFiles,
  start: async (system, paths) => void (await mustRun(system, ['schtasks.exe', '/Create', '/TN', task, '/XML', paths[1] ?? '', '/F'])),
  stop: async (system) => void (await runTool(system, ['schtasks.exe', '/Delete', '/TN', task, '/F'])),
  async standing(system) {
    const asked = await runTool(system, ['schtasks.exe', '/Query', '/FO', 'CSV', '/NH', '/TN', task]);
    return { active: isWell(asked), next: /^"[^"]*","([^"]*)"/m.exec(asked.stdout)?.[1] };
  },
};

function taskFiles(system: System, { node, program, variables }: TimerJob): readonly TimerFile[] {
  const { join } = pathOf(system.platform);
  const folder = join(lodePaths(system).state, 'timer');
  const command = join(folder, 'refresh.cmd');
  // cmd reads a % on its command line as the beginning of a variable, and has no sign that stops it.
  if (command.includes('%')) fail(unfit(command));
  const ENVIRONMENT = Object.entries(variables)
    .map(([name, value]) => `set "${name}=${percentDoubled(value)}"`)
    .join('\r\n');
  const words = { ENVIRONMENT, NODE: `"${percentDoubled(node)}"`, PROGRAM: `"${percentDoubled(program)}"` };
  const script = fillTemplate(readTemplate(system, 'refresh.cmd').replaceAll(/\r?\n/g, '\r\n'), words);
  const xml = fillTemplate(readTemplate(system, 'task.xml'), { RUN: textForXml(`""${command}""`) });
  return [
    { path: command, text: script, mode: 0o700 },
    { path: join(folder, 'task.xml'), text: xml, mode: 0o600 },
  ];
}

/** In a batch file a % is written twice. */
function percentDoubled(text: string): string {
  return text.replaceAll('%', '%%');
}

function unfit(path: string) {
  return {
    code: 'refresh.unfit-path',
    exit: 'user',
    message: `The path ${path} holds a percent sign, which the Task Scheduler's command line cannot.`,
    hints: ['Keep it running yourself: lode refresh --watch'],
  } as const;
}
