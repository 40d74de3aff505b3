import { LodeError } from '../../../src/errors.ts';
import { nodeSystem } from '../../../src/system/node.ts';
import { readTeamFile } from '../../../src/team/read-team.ts';

// Words: FROM, and a digest or nothing. Prints what came of it as JSON.
const [from = '', digest] = process.argv.slice(2);
try {
  const { content, ...team } = await readTeamFile(nodeSystem(), from, digest);
  process.stdout.write(JSON.stringify({ ...team, name: content.name }));
} catch (error) {
  process.stdout.write(JSON.stringify(error instanceof LodeError ? error.failure : { code: 'bug', message: String(error) }));
}
