// `npm run docs:check`: everything that README.md and docs/*.md show is run again and compared. `npm run docs:update` writes what came.
// Further words are pages to look at: `npm run docs:check -- README.md`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install, root, setUp } from '../set-up.mjs';
import { bundled } from './bundled.mjs';

const words = process.argv.slice(2);
const dist = process.env['LODE_TEST_DIST'] ?? join(root, 'dist');
if (process.env['LODE_TEST_NO_BUILD'] === '1' && existsSync(join(dist, 'bin.js'))) install();
else setUp();
const { checkDocs } = await bundled('check-docs');
process.exitCode = await checkDocs({ root, dist, update: words.includes('--update'), only: words.filter((word) => !word.startsWith('--')) });
