import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { builtProgram } from '../../support/run-lode.ts';

/** A program that gets credentials by a sign-in: prints a document with the access key of a profile. */
export interface Program {
  readonly name: string;
  readonly file: string;
  words(profile: string): readonly string[];
  /** Beside HOME, PATH and the sandbox's variables. */
  readonly env: Readonly<Record<string, string>>;
  /** How its requests name it. */
  readonly agent: RegExp;
}

export const lode: Program = {
  name: 'lode',
  file: process.execPath,
  words: (profile) => [builtProgram(), 'credentials', '--aws-profile', profile],
  env: {},
  agent: /lode/,
};

const sdkText = `
const { fromIni } = await import(${JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve('@aws-sdk/credential-providers')).href)});
const { accessKeyId } = await fromIni({ profile: process.argv[1] })();
console.log(JSON.stringify({ AccessKeyId: accessKeyId }));`;

const botocoreText = `
import botocore.session, json, sys
credentials = botocore.session.Session(profile=sys.argv[1]).get_credentials().get_frozen_credentials()
print(json.dumps({'AccessKeyId': credentials.access_key}))`;

const awsFile = '/usr/bin/aws';

/** The Python that has botocore, and where from; it reads endpoint variables since 1.31. */
function pythonWithBotocore(): readonly [file: string, folder: string] | undefined {
  const probe = 'import botocore, os, sys; print(botocore.__version__, sys.executable, os.path.dirname(os.path.dirname(botocore.__file__)), sep="\\n")';
  try {
    const [version = '', file = '', folder = ''] = execFileSync('python3', ['-c', probe], { encoding: 'utf8', stdio: 'pipe' }).trim().split('\n');
    return Number(version.split('.')[1]) >= 31 ? [file, folder] : undefined;
  } catch {
    return undefined;
  }
}

function awsVersion(): number {
  try {
    const [, major, minor] = /aws-cli\/(\d+)\.(\d+)/.exec(execFileSync(awsFile, ['--version'], { env: {}, encoding: 'utf8' })) ?? [];
    return Number(major) + Number(minor) / 1000;
  } catch {
    return 0;
  }
}

const python = pythonWithBotocore();
const sdk: Program = {
  name: 'the JS SDK',
  file: process.execPath,
  words: (profile) => ['--input-type=module', '-e', sdkText, profile],
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  agent: /aws-sdk-js(?!.*lode)/,
};
const botocore: Program = {
  name: 'botocore',
  file: python?.[0] ?? '',
  words: (profile) => ['-c', botocoreText, profile],
  env: { PYTHONPATH: python?.[1] ?? '' },
  agent: /^Botocore/i,
};

/** The AWS CLI, as it is told to print credentials and to sign in; undefined where there is none that knows sign-in sessions (2.9). */
export const awsCli: Program | undefined =
  awsVersion() < 2.009
    ? undefined
    : {
        name: 'the AWS CLI',
        file: awsFile,
        words: (profile) => ['configure', 'export-credentials', '--profile', profile],
        env: {},
        agent: /^aws-cli/,
      };

if (awsCli === undefined) console.log(`no AWS CLI of version 2.9 or later at ${awsFile}: nothing is shared with it`);
if (python === undefined) console.log('python3 has no botocore 1.31 or later: nothing is shared with it');

/** The programs of others that this machine has, none of which knows of lode. */
export const programsOfOthers: readonly Program[] = [sdk, ...(python === undefined ? [] : [botocore]), ...(awsCli === undefined ? [] : [awsCli])];
