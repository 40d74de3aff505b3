import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../src/system/temporary-folder.ts';

// Says where its folder is, and stays in it until it is ended.
await temporaryFolder(async (folder) => {
  writeFileSync(join(folder, 'file'), 'x');
  process.stdout.write(folder);
  await new Promise((never) => setInterval(never, 2 ** 30));
});
