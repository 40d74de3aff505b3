import { contextOf } from '../auth/aws-session.ts';
import { askAccess } from '../discovery/model-access.ts';
import { acceptOffer, askOffers, waitForAgreement, type AgreementAsk } from '../discovery/model-agreement.ts';
import { askUseCaseForm } from '../discovery/use-case-form.ts';
import { fail } from '../errors.ts';
import { modelAccessPage } from '../gates/console-page.ts';
import { agree } from '../launcher/agree.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { wantedModels } from '../launcher/wanted-models.ts';
import { whoseAccount } from '../launcher/whose-account.ts';
import { isAnthropic } from '../models/access-report.ts';
import type { AgreementOffer } from '../models/agreement-offer.ts';
import type { ModelAccess } from '../models/model-access.ts';
import { offersText, termsText } from '../output/agreement-text.ts';
import type { System } from '../system/system.ts';

export interface AcceptHow {
  /** Whatever names a model. */
  readonly name: string;
  /** The offer's ID, where there is more than one. */
  readonly offer: string | undefined;
  /** Agreed to beforehand. */
  readonly yes: boolean;
}

/** How the agreement stands after it. */
export interface Accepted {
  readonly wish: Wish;
  /** `declined`: the person did not agree, and nothing was accepted. */
  readonly access: ModelAccess | 'declined' | undefined;
}

/** The model whose terms they are, and whose account accepts them. */
export interface Wish extends AgreementAsk {
  readonly label: string;
  readonly whose: string;
}

/**
 * Shows the terms of a model's provider, accepts them once they are agreed to, and waits until the agreement is there, 3 minutes at most. One that is there
 * already is left alone. Throws LodeError.
 */
export async function acceptTerms(system: System, facts: AccountFacts, how: AcceptHow): Promise<Accepted> {
  refuseGovCloud(facts);
  const wish = wishFor(system, facts, how.name);
  const access = async (): Promise<ModelAccess | undefined> => (await askAccess(system, wish.auth, wish.context, [wish.baseId])).get(wish.baseId);
  const before = await access();
  if (before?.agreement === 'available') return { wish, access: before };
  if (before?.agreement !== 'pending' && !(await agreeToTerms(system, how, wish))) {
    system.terminal.err('Nothing was accepted.\n');
    return { wish, access: 'declined' };
  }
  system.terminal.err('Waiting until the agreement is there, 3 minutes at most. It comes without this command too.\n');
  return { wish, access: await waitForAgreement(system, access) };
}

/** Whether the terms were agreed to, and accepted. */
async function agreeToTerms(system: System, how: AcceptHow, wish: Wish): Promise<boolean> {
  await cautionAboutForm(system, wish);
  const offer = chosenOffer(await askOffers(wish), how, wish);
  system.terminal.err(termsText(offer, wish));
  const question = `Accept these terms for ${wish.whose}?`;
  const agreed = await agree(system, { yes: how.yes, question, byDefault: false, undone: 'Nothing was accepted' });
  if (agreed) await acceptOffer(wish, offer);
  return agreed;
}

function wishFor(system: System, facts: AccountFacts, name: string): Wish {
  const [model] = wantedModels(facts, [name], system.now()).models;
  const { baseId = failWithoutModel(name), label = name } = model ?? {};
  const [auth, context, whose] = [bedrockAuthOf(system, facts), contextOf(facts.session), whoseAccount(facts)];
  return { label, name, baseId, whose, auth, context, where: `${label} (${baseId}) for ${whose} in ${context.region}` };
}

function chosenOffer(offers: readonly AgreementOffer[], { offer, name }: AcceptHow, { label, where }: Wish): AgreementOffer {
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
