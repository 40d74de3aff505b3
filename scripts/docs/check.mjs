// `npm run docs:check`: everything that README.md and docs/*.md show is run again and compared. `npm run docs:update` writes what came.
// Further words are pages to look at: `npm run docs:check -- README.md`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install as installAssistant } from '../assistants.mjs';
import { install, root, setUp } from '../set-up.mjs';
import { bundled } from './bundled.mjs';

const words = process.argv.slice(2);
const dist = process.env['LODE_TEST_DIST'] ?? join(root, 'dist');
if (process.env['LODE_TEST_NO_BUILD'] === '1' && existsSync(join(dist, 'bin.js'))) install();
else setUp();
const { checkDocs } = await bundled('check-docs');
const fetchClaude = () => installAssistant('claude');
// Whatever a faulty scene left open must not keep this waiting.
process.exit(await checkDocs({ root, dist, fetchClaude, update: words.includes('--update'), only: words.filter((word) => !word.startsWith('--')) }));
