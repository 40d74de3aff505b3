import { expect, test } from 'vitest';
import { startEndpoint } from '../../../src/launcher/endpoint/start-endpoint.ts';
import type { Environment } from '../../../src/system/system.ts';
import { fakeSystem } from '../../support/fake-system.ts';

function machine(line: string | undefined, env: Environment = {}) {
  const started: { words: readonly string[]; env: Environment }[] = [];
  const system = fakeSystem({ env, marks: (pid) => `mark of ${pid}` });
  const sidecar = async (words: readonly string[], given: Environment) => {
    started.push({ words, env: given });
    return line;
  };
  return { system: { ...system, processes: { ...system.processes, sidecar } }, started };
}

test('a session asks where its endpoint answers, and watches for the end of this very process', async () => {
  const { system, started } = machine('{"port":4711,"tokenFile":"/state/endpoints/t","pid":99}');
  expect(await startEndpoint(system, '/state/handover/r.json')).toEqual({
    kind: 'started',
    variables: [
      { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: 'http://127.0.0.1:4711/credentials' },
      { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: '/state/endpoints/t' },
    ],
  });
  expect(started[0]?.words.slice(2)).toEqual(['serve-credentials', '/state/handover/r.json', '4242', 'mark of 4242']);
});

test.each([
  ['says why', '{"error":"The hand-over record is missing."}', 'The hand-over record is missing.'],
  ['says nothing', undefined, 'the process that would serve it said nothing within 10 s'],
  ['says something else', '<html>', 'the process that would serve it said nothing within 10 s'],
  ['says half of it', '{"port":1}', 'the process that would serve it said nothing within 10 s'],
])('an endpoint that %s is none', async (_, line, why) => {
  expect(await startEndpoint(machine(line).system, '/r')).toEqual({ kind: 'not-started', why });
});

test('where no process can be watched there is none', async () => {
  expect(await startEndpoint(fakeSystem(), '/r')).toEqual({ kind: 'not-started', why: 'this system does not tell when a process ends' });
});

test('options of Node that open a process are not for it; those for certificates are, and so is the rest', async () => {
  const { system, started } = machine(undefined, { NODE_OPTIONS: '--inspect --use-system-ca --report-on-signal', NODE_EXTRA_CA_CERTS: '/ca', HOME: '/h' });
  await startEndpoint(system, '/r');
  expect(started[0]?.env).toMatchObject({ NODE_OPTIONS: '--use-system-ca', NODE_EXTRA_CA_CERTS: '/ca', HOME: '/h' });
});
