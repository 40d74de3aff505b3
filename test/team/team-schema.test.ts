import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseTeam } from '../../src/team/read-team.ts';
import { teamSchemaText } from '../../src/team/team-schema.ts';

test('the published schema is the one that the tables give (renew it: npx vitest run test/team -u)', async () => {
  await expect(teamSchemaText()).toMatchFileSnapshot('../../schema/team.schema.json');
});

test('the template is a valid team file that names each key', async () => {
  const text = readFileSync('templates/team/team.json', 'utf8');
  const content = await parseTeam('team.json', text);
  expect(content).toMatchObject({ name: 'Acme', settings: { region: 'eu-central-1' }, profiles: { 'acme-dev': { role: 'Developer' } } });
  const keys = Object.keys((JSON.parse(readFileSync('schema/team.schema.json', 'utf8')) as { properties: object }).properties);
  expect(keys.filter((key) => !text.includes(`"${key}"`))).toEqual([]);
});
