import { contextOf } from '../auth/aws-session.ts';
import { askAccess } from '../discovery/model-access.ts';
import { acceptOffer, askOffers, waitForAgreement, type AgreementAsk } from '../discovery/model-agreement.ts';
import { askUseCaseForm } from '../discovery/use-case-form.ts';
import { exitCodes, fail } from '../errors.ts';
import { modelAccessPage } from '../gates/console-page.ts';
import { agree } from '../launcher/agree.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { wantedModels } from '../launcher/wanted-models.ts';
import { whoseAccount } from '../launcher/whose-account.ts';
import { isAnthropic } from '../models/access-report.ts';
import type { AgreementOffer } from '../models/agreement-offer.ts';
import type { ModelAccess } from '../models/model-access.ts';
import { agreementText, offersText, termsText } from '../output/agreement-text.ts';
import type { System } from '../system/system.ts';

export interface AcceptRequest extends SessionRequest {
  readonly name: string;
  /** The offer's ID, where there is more than one. */
  readonly offer: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

interface Wish extends AgreementAsk {
  readonly label: string;
  readonly whose: string;
}

/**
 * Shows the terms of a model's provider, accepts them once they are agreed to, and waits until the agreement is there. Exit code 1 when it is not yet,
 * 130 when the terms are not agreed to. Throws LodeError.
 */
export async function acceptCommand(system: System, request: AcceptRequest): Promise<number> {
  const facts = await gatherHere(system, request, { words: [request.name] });
  refuseGovCloud(facts);
  const wish = wishFor(system, facts, request.name);
  const access = async (): Promise<ModelAccess | undefined> => (await askAccess(system, wish.auth, wish.context, [wish.baseId])).get(wish.baseId);
  const before = await access();
  if (before?.agreement === 'available') return tell(system, request, wish, before);
  if (before?.agreement !== 'pending' && !(await acceptTerms(system, request, wish))) {
    system.terminal.err('Nothing was accepted.\n');
    return exitCodes.cancelled;
  }
  system.terminal.err('Waiting until the agreement is there, 3 minutes at most. It comes without this command too.\n');
  return tell(system, request, wish, await waitForAgreement(system, access));
}

/** Whether the terms were agreed to, and accepted. */
async function acceptTerms(system: System, request: AcceptRequest, wish: Wish): Promise<boolean> {
  await cautionAboutForm(system, wish);
  const offer = chosenOffer(await askOffers(wish), request, wish);
  system.terminal.err(termsText(offer, wish));
  const question = `Accept these terms for ${wish.whose}?`;
  const agreed = await agree(system, { yes: request.yes, question, byDefault: false, undone: 'Nothing was accepted' });
  if (agreed) await acceptOffer(wish, offer);
  return agreed;
}

function wishFor(system: System, facts: AccountFacts, name: string): Wish {
  const [model] = wantedModels(facts, [name], system.now()).models;
  const { baseId = failWithoutModel(name), label = name } = model ?? {};
  const [auth, context, whose] = [bedrockAuthOf(system, facts), contextOf(facts.session), whoseAccount(facts)];
  return { label, name, baseId, whose, auth, context, where: `${label} (${baseId}) for ${whose} in ${context.region}` };
}

function chosenOffer(offers: readonly AgreementOffer[], { offer, name }: AcceptRequest, { label, where }: Wish): AgreementOffer {
  const fitting = offer === undefined ? offers : offers.filter(({ id }) => id === offer);
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first;
  const failure = { exit: 'user' } as const;
  if (first !== undefined) {
    const message = `There is more than one offer for ${label}:\n${offersText(fitting)}`;
    return fail({ ...failure, code: 'access.many-offers', message, hints: [`Name one: lode models access --accept ${name} --offer ${first.id}`] });
  }
  const message = offer === undefined ? `AWS has no terms to accept for ${where}.` : `AWS has no offer ${offer} for ${where}.`;
  const there = offers.length === 0 ? [] : [`There are: ${offers.map(({ id }) => id).join(', ')}`];
  return fail({ ...failure, code: 'access.no-offer', message, hints: [...there, `See what is shut: lode models access ${name}`] });
}

function tell(system: System, { json }: AcceptRequest, wish: Wish, access: ModelAccess | undefined): number {
  const { agreement, detail } = access ?? { agreement: 'unknown', detail: undefined };
  if (agreement === 'error') {
    const message = `AWS Marketplace could not make the agreement for ${wish.where}.`;
    fail({ code: 'access.agreement-failed', exit: 'user', message, hints: [`See what it takes: lode models access ${wish.name}`], causedBy: detail });
  }
  const document = { schema: 1, model: wish.baseId, region: wish.context.region, agreement };
  system.terminal.out(json ? `${JSON.stringify(document, null, 2)}\n` : agreementText(agreement === 'available', wish));
  return agreement === 'available' ? exitCodes.ok : exitCodes.user;
}

/** Only a caution: the management account of the organization may have sent it for all its accounts. */
async function cautionAboutForm(system: System, wish: Wish): Promise<void> {
  if (!isAnthropic(wish) || (await askUseCaseForm(wish.auth, wish.context)).kind !== 'never-sent') return;
  system.terminal.err(
    "Anthropic's use-case form was never sent for this account itself. Unless the organization's management account sent it, it comes first: lode models access --submit-form\n",
  );
}

/** AWS user guide, "Supported foundation models by Region": GovCloud takes its agreements from a standard account. */
function refuseGovCloud({ session }: AccountFacts): void {
  if (!session.region.startsWith('us-gov-')) return;
  fail({
    code: 'access.govcloud',
    exit: 'user',
    message: `In ${session.region} no agreement can be made: GovCloud takes it from the standard AWS account that it is linked to.`,
    hints: ['There first: lode --aws-profile THAT-PROFILE --region us-east-1 models access --accept NAME', `Then here: ${modelAccessPage('us-gov-west-1')}`],
  });
}

function failWithoutModel(name: string): never {
  return fail({
    code: 'access.no-agreement',
    exit: 'user',
    message: `${name} has no agreement of its own: it is a custom or imported model, or an ARN that AWS does not describe.`,
    hints: ['Name the model behind it: lode models list'],
  });
}
