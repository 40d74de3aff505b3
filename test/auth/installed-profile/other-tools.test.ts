import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inChild, type Ended } from '../../sandbox/in-child.ts';
import { builtProgram, runLode } from '../../support/run-lode.ts';
import { setScene, type Scene } from '../../support/scene.ts';

/** Programs of others that read the profile lode installed. What they print is looked at for the key alone. */

const aws = '/usr/bin/aws';
const missing = existsSync(aws) ? undefined : `${aws} is missing here: the installed profile is not read by the AWS CLI`;
if (missing !== undefined) console.log(missing);
/** The Python that has botocore, and where it has it from. */
const python = (([probe]: readonly string[]) => {
  try {
    const found = execFileSync('python3', ['-c', probe ?? ''], { encoding: 'utf8', stdio: 'pipe' });
    const [file = '', folder = ''] = found.trim().split('\n');
    return { file, folder };
  } catch {
    console.log('botocore is missing here: the installed profile is not read by it');
    return undefined;
  }
})(['import botocore, os, sys; print(sys.executable); print(os.path.dirname(os.path.dirname(botocore.__file__)))']);

/** A folder name that shells, shlex and readers of ini files would each trip over in another way. */
const oddFolder = `it's "lode" #1 ;$HOME \`x\` zoë`;

let scene: Scene;
let env: Record<string, string>;
beforeAll(async () => {
  scene = await setScene();
  env = { ...scene.sandbox.env(), HOME: scene.home, PATH: '/usr/bin:/bin', AWS_MAX_ATTEMPTS: '1' };
});
afterAll(() => scene.close());

async function install(name: string, script: string): Promise<void> {
  const args = ['--aws-profile', 'sandbox-sso', 'login', '--install-profile', name];
  const { code, stderr } = await runLode(args, { env, cwd: scene.path('project'), script });
  if (code !== 0) throw new Error(stderr);
}

const sdk = `
const { fromIni } = await import(${JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve('@aws-sdk/credential-providers')).href)});
console.log(JSON.stringify(await fromIni({ profile: process.argv[1] })()));`;
const askBotocore =
  'import botocore.session, sys; c = botocore.session.Session(profile=sys.argv[1]).get_credentials().get_frozen_credentials(); print(c.access_key)';

const tools: readonly [string, boolean, (profile: string) => Promise<Ended>][] = [
  ['the AWS CLI', missing === undefined, (profile) => inChild(aws, ['configure', 'export-credentials', '--profile', profile], env)],
  ['the JS SDK', true, (profile) => inChild(process.execPath, ['--input-type=module', '-e', sdk, profile], env)],
  ['botocore', python !== undefined, (profile) => inChild(python?.file ?? '', ['-c', askBotocore, profile], { ...env, PYTHONPATH: python?.folder ?? '' })],
];

describe.each<[string, () => string]>([
  ['a plain folder', () => builtProgram()],
  [
    `the folder ${oddFolder}`,
    () => {
      const folder = scene.path(oddFolder);
      mkdirSync(folder);
      cpSync(dirname(builtProgram()), `${folder}/dist`, { recursive: true });
      return `${folder}/dist/bin.js`;
    },
  ],
])('the profile of a lode in %s', (where, arrange) => {
  const profile = where === 'a plain folder' ? 'plain' : 'odd';
  beforeAll(() => install(profile, arrange()));

  test.each(tools.filter(([, present]) => present))('gives %s the credentials of its source', async (_, __, ask) => {
    rmSync(scene.path('.cache/lode/credentials'), { recursive: true, force: true });
    const { code, stdout, stderr } = await ask(profile);
    expect([code, stderr]).toEqual([0, '']);
    const [kept = ''] = [...scene.files()].filter(([path]) => path.includes('.cache/lode/credentials/')).map(([, text]) => text);
    const key = (JSON.parse(kept) as { accessKeyId: string }).accessKeyId;
    expect(stdout).toContain(key);
  });
});

test('the file that all of them read is the one that was there, and the stanzas', () => {
  const text = readFileSync(scene.path('.aws/config'), 'utf8');
  expect([...text.matchAll(/^\[profile (plain|odd)\]$/gm)]).toHaveLength(2);
});
