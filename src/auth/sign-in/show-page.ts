import type { System } from '../../system/system.ts';
import { describeLogin } from '../sso/sso-login.ts';
import { browserCommand } from './browser-command.ts';
import { openableUrl } from './may-open.ts';
import type { SignInPage, SignInRequest } from './sign-in-request.ts';

/** Says where to go, tells whoever else shows it, and opens it if that is wanted and may be. */
export async function showPage(system: System, request: SignInRequest, page: SignInPage): Promise<void> {
  const safe = withoutControls(page);
  const url = openableUrl(safe.url, request.context.env);
  const words = request.openBrowser && url !== undefined ? browserCommand(system.platform, system.env, url) : undefined;
  for (const line of pageLines(request, safe, words !== undefined)) request.say(line);
  if (request.qr === true) for (const line of await qrLines(safe.url)) request.say(line);
  request.onWaiting?.(safe);
  if (words !== undefined) system.processes.behind(words, system.env);
}

/** What is said of a page. Pure. */
export function pageLines({ login }: Pick<SignInRequest, 'login'>, { url, userCode }: SignInPage, opens: boolean): readonly string[] {
  const where = describeLogin(login);
  if (userCode === undefined) {
    const first = opens
      ? `Sign in to ${where}: the page opens in your browser. If it does not, open it on this machine:`
      : `Sign in to ${where}: open this page on this machine:`;
    return [first, `  ${url}`];
  }
  return [
    opens
      ? `Sign in to ${where}: the page opens in your browser. If it does not, open it on any device:`
      : `Sign in to ${where}: open this page on any device:`,
    `  ${url}`,
    `Go on only if the page shows this code: ${userCode}`,
  ];
}

/** The service's words reach a terminal: nothing in them may steer it. */
function withoutControls({ url, userCode }: SignInPage): SignInPage {
  return { url: printable(url), ...(userCode === undefined ? {} : { userCode: printable(userCode) }) };
}

function printable(text: string): string {
  return text.replaceAll(/[^\u0021-\u007E]/g, '');
}

async function qrLines(url: string): Promise<readonly string[]> {
  const { renderUnicodeCompact } = await import('uqr');
  return renderUnicodeCompact(url, { border: 2 }).split('\n');
}
