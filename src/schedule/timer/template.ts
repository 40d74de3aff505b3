import { fail } from '../../errors.ts';
import { pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';

/** The files in lode's folder `templates/timer`. */
export type TemplateName = 'lode-refresh.service' | 'lode-refresh.timer' | 'lode-refresh.plist' | 'refresh.sh' | 'crontab' | 'refresh.cmd' | 'task.xml';

/** A template as it was installed beside lode. Throws LodeError when it is gone. */
export function readTemplate({ files, platform, programPath }: Pick<System, 'files' | 'platform' | 'programPath'>, name: TemplateName): string {
  const { dirname, join } = pathOf(platform);
  const path = join(dirname(dirname(programPath)), 'templates', 'timer', name);
  const read = files.readText(path);
  if (read.kind === 'text') return read.text;
  return fail({
    code: 'refresh.template-missing',
    exit: 'user',
    message: `${path}, which comes with lode, cannot be read; without it no timer can be written.`,
    hints: ['Install lode again, then run: lode refresh --install', 'Until then: lode refresh --watch'],
  });
}

/** Puts words, already in the form's own quotes, into the places `{{NAME}}` of a template. Pure. */
export function fillTemplate(template: string, words: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{([A-Z]+)\}\}/g, (place, name: string) => words[name] ?? place);
}
