import { readAwsFiles } from '../auth/aws-files.ts';
import { readHandoverRecord } from '../auth/handover-record.ts';
import { sessionSurroundings } from '../auth/renew-handover.ts';
import { accessTokenDigest } from '../auth/sign-in/ask-person.ts';
import { flowFor } from '../auth/sign-in/flow.ts';
import { signIn } from '../auth/sign-in/sign-in.ts';
import { gatherSignInFacts } from '../auth/sign-in/sign-in-facts.ts';
import type { SignInPage } from '../auth/sign-in/sign-in-request.ts';
import { loginBehind } from '../auth/sso/login-behind.ts';
import { describeLogin } from '../auth/sso/sso-login.ts';
import { readSsoToken } from '../auth/sso/token-store.ts';
import { exitCodes, LodeError } from '../errors.ts';
import { notificationCommand } from '../schedule/notification.ts';
import type { System } from '../system/system.ts';

/** The code of a device sign-in lasts ten minutes, and so does a page. */
const limitMs = 600_000;

/**
 * Signs in for a running session, in a process of its own that nobody waits for: opens the page, tells the person, and keeps the token where
 * the session's helper finds it: `credentials --format export --handover FILE --sign-in DIGEST`, which names
 * the token that will not do.
 */
export async function signInForSession(system: System, argv: readonly string[]): Promise<number> {
  try {
    const [recordPath = '', refused = ''] = ['--handover', '--sign-in'].map((word) => argv[argv.indexOf(word) + 1]);
    await signInTo(system, recordPath, refused);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    system.terminal.err(`lode: ${error.message}\n`);
    return exitCodes[error.failure.exit];
  }
}

async function signInTo(system: System, recordPath: string, refused: string): Promise<void> {
  const record = readHandoverRecord(system.files, recordPath);
  const there = sessionSurroundings(system, record);
  const login = loginBehind(readAwsFiles(there.system), record.source);
  if (login === undefined) return;
  const { flow, openBrowser } = flowFor(there.system.env, system.platform, gatherSignInFacts(there.system));
  const onWaiting = (page: SignInPage): void => tell(there.system, describeLogin(login), page, openBrowser);
  const token = readSsoToken(there.system, login);
  const insteadOf = accessTokenDigest(token) === refused ? token : undefined;
  const request = { login, context: there.context, flow, openBrowser, by: 'session', limitMs, insteadOf, say: () => undefined, onWaiting } as const;
  await system.processes.interruptible((signal) => signIn(there.system, { ...request, signal }));
}

/** A desktop notification where there is a desktop, and a line in tmux where that is: the assistant owns the screen itself. */
function tell(system: System, where: string, { url, userCode }: SignInPage, opened: boolean): void {
  const text = opened
    ? `Go on in the page that was opened in your browser: ${where}`
    : `Open ${url}${userCode === undefined ? '' : ` and compare the code ${userCode}`}`;
  const notice = notificationCommand(system.platform, system.env, 'Your session waits for you to sign in to AWS', text);
  if (notice !== undefined) system.processes.behind(notice.words, { ...system.env, ...notice.env });
  if (system.env['TMUX']) system.processes.behind(['tmux', 'display-message', '-d', '0', '-l', `lode: sign in to AWS: ${text}`], system.env);
}
