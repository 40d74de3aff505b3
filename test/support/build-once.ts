import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Builds dist once before the black-box tests, so they always run what the sources say. */
export default function setup(): void {
  if (process.env['LODE_TEST_NO_BUILD'] === '1' && existsSync('dist/bin.js')) return;
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
