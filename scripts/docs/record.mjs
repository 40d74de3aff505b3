// `npm run docs:record` remakes the recorded sessions, docs/images/NAME.svg, from real runs in a real terminal; further words are names of sessions.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install as installAssistant } from '../assistants.mjs';
import { install, root, setUp } from '../set-up.mjs';
import { bundled } from './bundled.mjs';

const dist = process.env['LODE_TEST_DIST'] ?? join(root, 'dist');
if (process.env['LODE_TEST_NO_BUILD'] === '1' && existsSync(join(dist, 'bin.js'))) install();
else setUp();
const { recordSessions } = await bundled('record-session');
process.exit(await recordSessions({ root, dist, claude: await installAssistant('claude'), names: process.argv.slice(2) }));
