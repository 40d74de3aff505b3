// The AWS CLI, to compare with: Debian's, which is too old for endpoint variables, so endpoint rules of its own point it at the sandbox.
// Source: botocore, `loaders.py`: AWS_DATA_PATH comes before the built-in rules.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const awsCli = '/usr/bin/aws';

/** Its version; undefined where there is none that can print credentials (2.8). */
export function awsVersion() {
  const { stdout } = spawnSync(awsCli, ['--version'], { encoding: 'utf8' });
  const [, version, minor] = /aws-cli\/(2\.(\d+)\S*)/.exec(stdout ?? '') ?? [];
  return Number(minor) >= 8 ? version : undefined;
}

/** Writes the rules into a folder; resolves to the variable that names it. */
export function endpointRules(folder, url) {
  for (const service of ['sso', 'sso-oidc']) {
    mkdirSync(join(folder, service, '2019-06-10'), { recursive: true });
    writeFileSync(join(folder, service, '2019-06-10', 'endpoint-rule-set-1.json'), JSON.stringify(rulesFor(url)));
  }
  return { AWS_DATA_PATH: folder };
}

function rulesFor(url) {
  const flag = (builtIn) => ({ builtIn, required: true, default: false, type: 'Boolean' });
  const word = (builtIn) => ({ builtIn, required: false, type: 'String' });
  const parameters = {
    Region: word('AWS::Region'),
    Endpoint: word('SDK::Endpoint'),
    UseDualStack: flag('AWS::UseDualStack'),
    UseFIPS: flag('AWS::UseFIPS'),
  };
  return { version: '1.0', parameters, rules: [{ conditions: [], type: 'endpoint', endpoint: { url, properties: {}, headers: {} } }] };
}
