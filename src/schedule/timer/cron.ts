import { fail } from '../../errors.ts';
import { quoteForPosix } from '../../posix-quote.ts';
import { lodePaths, pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import { hasBlock, quoteForCron, withBlock, withoutBlock } from './cron-block.ts';
import { isWell, mustRun, runTool } from './run-tool.ts';
import type { Scheduler, TimerFile } from './scheduler.ts';
import { fillTemplate, readTemplate } from './template.ts';
import type { TimerJob } from './timer-job.ts';

const everyMs = 600_000;

/** A line in the user's crontab: crontab(5). It runs a script, since a line is short and its environment nearly empty. */
export const cron: Scheduler = {
  kind: 'cron',
  label: 'crontab',
  works: async (system) => system.platform !== 'win32' && (await crontabOf(system)) !== undefined,
  files: (system, job) => [scriptFile(system, job)],
  start: (system, [script]) => change(system, (crontab) => withBlock(crontab, blockFor(system, script ?? ''))),
  stop: (system) => change(system, withoutBlock),
  async standing(system) {
    const active = hasBlock((await crontabOf(system)) ?? '');
    return { active, next: active ? (Math.floor(system.now() / everyMs) + 1) * everyMs : undefined };
  },
};

function scriptFile(system: System, { variables, node, program }: TimerJob): TimerFile {
  const words = {
    ENVIRONMENT: Object.entries(variables)
      .map(([name, value]) => `export ${name}=${quoteForPosix(value)}`)
      .join('\n'),
    NODE: quoteForPosix(node),
    PROGRAM: quoteForPosix(program),
  };
  const path = pathOf(system.platform).join(lodePaths(system).state, 'timer', 'refresh.sh');
  return { path, text: fillTemplate(readTemplate(system, 'refresh.sh'), words), mode: 0o700 };
}

function blockFor(system: System, script: string): string {
  const quoted = quoteForCron(script);
  if (quoted !== undefined) return fillTemplate(readTemplate(system, 'crontab'), { SCRIPT: quoted });
  return fail({
    code: 'refresh.unfit-path',
    exit: 'user',
    message: `The path ${JSON.stringify(script)} holds a backslash, which crons read differently.`,
    hints: ['Set XDG_STATE_HOME to a folder with a plain name, then run: lode refresh --install --with cron'],
  });
}

/** The user's crontab, empty when there is none; undefined when cron is not there or does not answer. */
async function crontabOf(system: System): Promise<string | undefined> {
  const listed = await runTool(system, ['crontab', '-l']);
  if (isWell(listed)) return listed.stdout;
  // The words of Debian's, cronie's and macOS's crontab, and of busybox's.
  return listed.end.kind === 'exited' && /no crontab for|can't open '[^/']+': No such file/i.test(listed.stderr) ? '' : undefined;
}

async function change(system: System, edit: (crontab: string) => string): Promise<void> {
  const before = (await crontabOf(system)) ?? (await mustRun(system, ['crontab', '-l']));
  // What is not UTF-8 came to us changed, and would be written back changed.
  if (before.includes('\uFFFD')) fail(notUtf8);
  const after = edit(before);
  if (after === before) return;
  if (after === '') return void (await mustRun(system, ['crontab', '-r']));
  const path = pathOf(system.platform).join(lodePaths(system).state, 'timer', 'crontab.new');
  system.files.writeAtomic(path, after, 0o600);
  try {
    await mustRun(system, ['crontab', path]);
  } finally {
    system.files.remove(path);
  }
}

const notUtf8 = {
  code: 'refresh.crontab-not-utf8',
  exit: 'user',
  message: 'Your crontab holds bytes that are not UTF-8, which lode could not write back as they are; nothing was changed.',
  hints: ['Edit it by hand: crontab -e', 'Or keep it running yourself: lode refresh --watch'],
} as const;
