import type { Environment } from '../system/system.ts';

/**
 * Makes the process environment what the SDK may see, before it is loaded: the SDK reads `process.env` itself.
 * lode's own child environments are built from the environment as it was at the start, so nothing here leaks into them.
 */
export function prepareSdkEnvironment(env: Environment): void {
  for (const name of new Set([...Object.keys(process.env), ...Object.keys(env)])) {
    const value = env[name];
    if (value === undefined) delete process.env[name];
    else if (process.env[name] !== value) process.env[name] = value;
  }
  // The SDK warns on stderr under Node 20; the floor is lode's decision, not news for the user of an assistant.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}
