import type { AwsContext } from '../../aws/aws-context.ts';
import type { SsoLogin } from '../sso/sso-login.ts';
import type { SsoToken } from '../sso/sso-token.ts';

/** `browser`: the page comes back to this machine. `device`: a page on any device, and a code to compare. */
export type SignInFlow = 'browser' | 'device';

/** Who wants it: a person who typed `lode login`, a launch with a person at its terminal, or a running session that found its sign-in over. */
export type SignInBy = 'command' | 'launch' | 'session';

/** One sign-in to IAM Identity Center. */
export interface SignInRequest {
  readonly login: SsoLogin;
  readonly context: AwsContext;
  readonly flow: SignInFlow;
  /** Whether to open the page, beside saying where it is. */
  readonly openBrowser: boolean;
  readonly by: SignInBy;
  /** How long to wait for the person, or for another process that signs in, in milliseconds. */
  readonly limitMs: number;
  /** The token that will not do, whatever its file says; any other one that lasts makes a sign-in needless. */
  readonly insteadOf?: SsoToken | undefined;
  /** Whether to draw the page's address as a QR code too. */
  readonly qr?: boolean;
  /** Ctrl-C: ends the sign-in and leaves nothing behind. */
  readonly signal?: AbortSignal | undefined;
  /** Takes one line for the person. */
  say(text: string): void;
  /** Told where the person has to go, once that is known. */
  onWaiting?(where: SignInPage): void;
}

/** The page a person signs in on. */
export interface SignInPage {
  readonly url: string;
  /** To compare with the one on the page. */
  readonly userCode?: string;
}

/** `joined`: another process signed in meanwhile, and this is its token. */
export interface SignedIn {
  readonly kind: 'signed-in' | 'joined';
  readonly token: SsoToken;
}
