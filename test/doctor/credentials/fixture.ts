import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Result } from '../../../src/doctor/report.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import type { Scene } from '../../support/scene.ts';
import { diagnose, faults, setScene } from '../diagnose.ts';

/** A key that every sandbox knows, as it stands in an AWS file. */
export const goodKey = 'aws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = sandbox/secret/of/the/user/0000000000001\n';
export const otherKey = 'aws_access_key_id = AKIASANDBOX000000002\naws_secret_access_key = sandbox/secret/of/the/other/000000000002\n';
export const goodSecret = 'sandbox/secret/of/the/user/0000000000001';

/** One machine and what is wrong with it. */
export interface Fault {
  /** lode's settings; `{ awsProfile: 'work', region: 'eu-west-1' }` when it says nothing. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly credentials?: string;
  readonly knobs?: Change;
  readonly env?: Readonly<Record<string, string | undefined>> | ((scene: Scene) => Readonly<Record<string, string | undefined>>);
  /** Last changes to the home. */
  readonly last?: (scene: Scene) => void;
}

export const sha = (algorithm: 'sha1' | 'sha256', text: string): string => createHash(algorithm).update(text).digest('hex');

/** A scene per test, closed after it. */
export function scenes(): (fault: Fault) => Promise<readonly Result[]> {
  let scene: Scene | undefined;
  beforeEach(() => (scene = undefined));
  afterEach(() => scene?.close());
  return async ({ settings = { awsProfile: 'work', region: 'eu-west-1' }, config, credentials, knobs = {}, env = {}, last }) => {
    scene = await setScene(knobs);
    scene.write('.config/lode/settings.json', `${JSON.stringify(settings)}\n`);
    if (config !== undefined) scene.write('.aws/config', config, 0o600);
    if (credentials !== undefined) scene.write('.aws/credentials', credentials, 0o600);
    last?.(scene);
    return diagnose(scene, [], typeof env === 'function' ? env(scene) : env);
  };
}

/** Exactly these `severity code` and no other fail or warn of any area; and a remedy that says so. */
export function expectOnly(results: readonly Result[], expected: readonly string[], remedy: string): void {
  expect(faults(results)).toEqual(expected);
  for (const { sentence } of results.filter(({ severity }) => severity !== 'skip')) expect(sentence).toMatch(/^[^\n]*[.]$/);
  const remedies = results.filter(({ severity }) => severity === 'fail' || severity === 'warn').flatMap((result) => result.remedies);
  const text = JSON.stringify(remedies.map((each) => ('words' in each ? { ...each, words: each.words.join(' ') } : each)));
  expect(text).toContain(remedy);
}
