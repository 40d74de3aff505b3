import { describeLogin } from '../auth/sso/sso-login.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { AssignedAccount } from '../aws/sso-portal.ts';
import { fail } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { tableLine } from '../output/columns.ts';
import type { PromptChoice } from '../system/system.ts';
import { askPortal } from './ask-portal.ts';
import { fittedRow } from './fitted-row.ts';
import { signInTo, type SignedInTo } from './sso-sign-in.ts';
import type { Stage } from './stage.ts';

/** An account and a role in it that the person may use. */
export interface Assignment {
  readonly account: AssignedAccount;
  readonly role: string;
}

/**
 * The account and the role to use, from the lists of the person who signed in. Where there is only one it is taken, and said. Throws LodeError as the asker
 * does, and with exit 4 when AWS lists none or does not answer.
 */
export async function askAssignment(stage: Stage, signedIn: SignedInTo): Promise<Assignment> {
  const { accounts, by } = await listAccountsOf(stage, signedIn);
  if (accounts.length === 0) return noAccount(by);
  const account = await askAccount(stage, accounts);
  const { listAccountRoles } = await import('../aws/sso-portal.ts');
  const roles = await askPortal(stage, () => listAccountRoles(by.login.region, account.id, by.token.accessToken, by.context));
  if (roles.kind === 'failure') return refused(by, `the roles in account ${account.id}`, roles.failure);
  if (roles.answer.length === 0) return noRole(by, account);
  return { account, role: await askRole(stage, account, roles.answer.map(printable).toSorted()) };
}

/** A token from before may have been ended at AWS: then the person signs in once more. */
async function listAccountsOf(stage: Stage, by: SignedInTo): Promise<{ readonly accounts: readonly AssignedAccount[]; readonly by: SignedInTo }> {
  const { listAccounts } = await import('../aws/sso-portal.ts');
  const answer = await askPortal(stage, () => listAccounts(by.login.region, by.token.accessToken, by.context));
  if (answer.kind === 'answer') return { accounts: answer.answer.map(withoutControls).toSorted(byName), by };
  if (answer.failure.kind !== 'expired' || !by.isFromBefore) return refused(by, 'your accounts', answer.failure);
  stage.asker.say('AWS has ended that sign-in meanwhile.');
  return listAccountsOf(stage, await signInTo(stage, by.login, by.token));
}

async function askAccount({ asker, words, before, detected, system }: Stage, accounts: readonly AssignedAccount[]): Promise<AssignedAccount> {
  const { account: given } = words.sso;
  if (given !== undefined) return accountCalled(accounts, given);
  const [only, second] = accounts;
  if (only !== undefined && second === undefined) {
    asker.say(`Account ${only.id} (${only.name}): the only one there is for you.`);
    return only;
  }
  const usual = detected.profiles.find(({ name }) => name === before.awsProfile)?.account;
  const chosen = await asker.select({
    flag: '--sso-account',
    question: `Which of the ${accounts.length} accounts?`,
    noun: 'account',
    given: undefined,
    byDefault: accounts.find(({ id }) => id === usual)?.id,
    choices: accountRows(accounts, system.terminal.columns),
  });
  return accounts.find(({ id }) => id === chosen) ?? accountCalled(accounts, chosen);
}

/** The account of this number or name. Throws LodeError (usage) when there is none, or more than one of the name. */
function accountCalled(accounts: readonly AssignedAccount[], given: string): AssignedAccount {
  const called = accounts.filter(({ id, name }) => id === given || name.toLowerCase() === given.toLowerCase());
  const [one, second] = called;
  if (one !== undefined && second === undefined) return one;
  const shown = (which: readonly AssignedAccount[]): string => which.map(({ id, name }) => `${id} (${name})`).join(', ');
  const names = nearest(
    given,
    accounts.flatMap(({ id, name }) => [id, name]),
  );
  const near = [...new Set(names.flatMap((word) => accounts.find(({ id, name }) => id === word || name === word) ?? []))];
  return fail({
    code: 'usage.setup-answer',
    exit: 'usage',
    message: `--sso-account ${JSON.stringify(given)}: ${one === undefined ? 'there is no such account among yours' : `${called.length} accounts have that name`}.`,
    hints: [
      ...(one === undefined ? [] : [`Give the number of one: ${shown(called.slice(0, 6))}`]),
      ...(near.length > 0 && one === undefined ? [`Did you mean: ${shown(near)}?`] : []),
      ...(near.length === 0 && one === undefined ? [`Yours are: ${shown(accounts.slice(0, 6))}${accounts.length > 6 ? ', …' : ''}`] : []),
    ],
  });
}

async function askRole({ asker, words }: Stage, { id, name }: AssignedAccount, roles: readonly string[]): Promise<string> {
  const said = words.sso.role;
  const given = said === undefined ? undefined : (roles.find((role) => role.toLowerCase() === said.toLowerCase()) ?? said);
  const [only, second] = roles;
  if (given === undefined && only !== undefined && second === undefined) {
    asker.say(`Role ${only}: the only one there is for you in ${name}.`);
    return only;
  }
  return asker.select({
    flag: '--sso-role',
    question: `Which role in ${name} (${id})?`,
    noun: 'role',
    given,
    choices: roles.map((role) => ({ value: role, name: role })),
  });
}

const left = { title: '', align: 'left' } as const;

/** `name  number  email`, each row on one line. Pure. */
function accountRows(accounts: readonly AssignedAccount[], columns: number): readonly PromptChoice[] {
  const width = Math.min(32, Math.max(...accounts.map(({ name }) => name.length)));
  return accounts.map(({ id, name, email }) => {
    const whole = `${name}  ${id}  ${email}`;
    const line = tableLine([left, left, left], [width, 12, email.length], [name, id, email]);
    const row = fittedRow({ value: id, name: line, short: `${name} (${id})` }, columns);
    // What is cut off is still searched for.
    return row.name === line && name.length <= width ? row : { ...row, description: whole };
  });
}

function noAccount({ login }: SignedInTo): never {
  return fail({
    code: 'setup.no-account',
    exit: 'credentials',
    message: `You are signed in to ${describeLogin(login)}, and no AWS account is assigned to you there. Nothing was written.`,
    hints: [
      'Ask whoever runs IAM Identity Center for a permission set that may use Bedrock, in the account that pays for it',
      `If you signed in as somebody else: sign out at ${login.startUrl}, then run lode setup again`,
    ],
  });
}

function noRole({ login }: SignedInTo, { id, name }: AssignedAccount): never {
  return fail({
    code: 'setup.no-role',
    exit: 'credentials',
    message: `${describeLogin(login)} lists no role for you in account ${id} (${name}). Nothing was written.`,
    hints: [`Ask whoever runs IAM Identity Center for a permission set in ${id} that may use Bedrock`, 'Or choose another account: lode setup'],
  });
}

function refused({ login }: SignedInTo, what: string, { kind, name, message, requestId }: AwsFailure): never {
  const hints: Partial<Record<AwsFailure['kind'], string>> = {
    throttled: 'AWS has had too many requests: wait a minute, then run lode setup again',
    network: 'Check the network, VPN and proxy, then run lode setup again',
    expired: 'Sign in anew: lode setup',
    denied: 'Ask whoever runs IAM Identity Center whether the access portal is open to you',
  };
  return fail({
    code: 'setup.portal',
    exit: 'credentials',
    message: `IAM Identity Center did not list ${what} (${describeLogin(login)}, region ${login.region}). Nothing was written.`,
    hints: [hints[kind] ?? 'Run lode setup again', 'With a profile that is there no list is needed: lode setup --aws-profile NAME'],
    causedBy: `${name}: ${message}${requestId === undefined ? '' : ` (request ${requestId})`}`,
  });
}

function byName(one: AssignedAccount, other: AssignedAccount): number {
  return one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1);
}

/** The organisation's words reach a terminal: nothing in them may steer it. */
function withoutControls({ id, name, email }: AssignedAccount): AssignedAccount {
  return { id, name: printable(name), email: printable(email) };
}

function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
}
