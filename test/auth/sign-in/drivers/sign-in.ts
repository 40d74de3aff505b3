// Signs in as its argument says, in JSON, and prints how on stdout; what is said to the person goes to stderr.
import { signIn } from '../../../../src/auth/sign-in/sign-in.ts';
import type { SignInRequest } from '../../../../src/auth/sign-in/sign-in-request.ts';
import { LodeError } from '../../../../src/errors.ts';
import { nodeSystem } from '../../../../src/system/node.ts';

const system = nodeSystem();
const { startUrl, ...rest } = JSON.parse(process.argv[2] ?? '') as Pick<SignInRequest, 'flow' | 'by' | 'limitMs' | 'openBrowser'> & { startUrl: string };
try {
  const { kind, token } = await system.processes.interruptible((signal) =>
    signIn(system, {
      ...rest,
      login: { cacheName: 'team', sessionName: 'team', startUrl, region: 'eu-west-1', scopes: ['sso:account:access'] },
      context: { region: 'eu-west-1', endpoints: {}, env: system.env, configFile: '', credentialsFile: '', callLimitMs: 10_000 },
      signal,
      say: (text) => system.terminal.err(`${text}\n`),
    }),
  );
  system.terminal.out(`${kind} ${token.accessToken.reveal()}\n`);
} catch (error) {
  if (!(error instanceof LodeError)) throw error;
  system.terminal.out(`${error.failure.code} ${error.failure.causedBy ?? error.failure.message}\n`);
}
