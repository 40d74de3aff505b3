import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Points an AWS CLI that is too old for endpoint variables (before 2.13) at the sandbox, by endpoint rules of its own.
 * Source: botocore, `loaders.py`: AWS_DATA_PATH comes before the built-in rules.
 */
export function writeEndpointRules(folder: string, url: string): void {
  for (const service of ['sso', 'sso-oidc']) {
    const place = join(folder, service, '2019-06-10');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'endpoint-rule-set-1.json'), JSON.stringify(rulesFor(url)));
  }
}

function rulesFor(url: string) {
  const flag = (builtIn: string) => ({ builtIn, required: true, default: false, type: 'Boolean' });
  const word = (builtIn: string) => ({ builtIn, required: false, type: 'String' });
  return {
    version: '1.0',
    parameters: {
      Region: word('AWS::Region'),
      Endpoint: word('SDK::Endpoint'),
      UseDualStack: flag('AWS::UseDualStack'),
      UseFIPS: flag('AWS::UseFIPS'),
    },
    rules: [{ conditions: [], type: 'endpoint', endpoint: { url, properties: {}, headers: {} } }],
  };
}
