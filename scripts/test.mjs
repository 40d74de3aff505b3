// `npm test`: the whole suite of unit and black-box tests, from a fresh clone. `npm run test:e2e`: the real assistants.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install, root } from './set-up.mjs';

install();
const words = process.argv.slice(2);
const e2e = words[0] === 'e2e';
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = ['run', ...(e2e ? ['--config', 'vitest.e2e.config.ts', ...words.slice(1)] : words)];
const { status } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
