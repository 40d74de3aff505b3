import { fail } from '../errors.ts';
import { pathOf } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import type { PolicyTemplate } from '../policy/formats/policy-format.ts';

/** A template as it was installed beside lode. Throws LodeError when it is gone. */
export function readPolicyTemplate({ files, platform, programPath }: Pick<System, 'files' | 'platform' | 'programPath'>, name: PolicyTemplate): string {
  const { dirname, join } = pathOf(platform);
  const path = join(dirname(dirname(programPath)), 'templates', 'policy', name);
  const read = files.readText(path);
  if (read.kind === 'text') return read.text;
  return fail({
    code: 'policy.template-missing',
    exit: 'user',
    message: `${path}, which comes with lode, cannot be read; without it the policy can only be written as JSON.`,
    hints: ['Write it as JSON: lode policy --format json', 'Or install lode again.'],
  });
}
