import { contextOf } from '../auth/aws-session.ts';
import { awsFailureOf } from '../aws/aws-failure.ts';
import { failRefused } from '../discovery/bedrock-refusal.ts';
import { askAccess } from '../discovery/model-access.ts';
import { waitForAgreement } from '../discovery/model-agreement.ts';
import { askUseCaseForm } from '../discovery/use-case-form.ts';
import { exitCodes, fail } from '../errors.ts';
import { agree } from '../launcher/agree.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { wantedModels } from '../launcher/wanted-models.ts';
import { whoseAccount } from '../launcher/whose-account.ts';
import { isAnthropic } from '../models/access-report.ts';
import { hasSameTerms, type AgreementOffer } from '../models/agreement-offer.ts';
import type { ModelAccess } from '../models/model-access.ts';
import { offersText, termsText } from '../output/agreement-text.ts';
import type { System } from '../system/system.ts';

export interface AcceptRequest extends SessionRequest {
  readonly name: string;
  /** The offer's ID, where there is more than one. */
  readonly offer: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

/** One model whose agreement is to be made, and how AWS is asked about it. */
interface Wish {
  readonly label: string;
  readonly name: string;
  readonly baseId: string;
  readonly whose: string;
  readonly region: string;
  readonly access: () => Promise<ModelAccess | undefined>;
  readonly offers: () => Promise<readonly AgreementOffer[]>;
  readonly accept: (token: string) => Promise<void>;
}

/**
 * Shows the terms of a model's provider, accepts them once they are agreed to, and waits until the agreement is there. Exit code 1 when it is not yet,
 * 130 when the terms are not agreed to. Throws LodeError.
 */
export async function acceptCommand(system: System, request: AcceptRequest): Promise<number> {
  const facts = await gatherHere(system, request, { words: [request.name] });
  refuseGovCloud(facts);
  const wish = wishFor(system, facts, request.name);
  const before = await wish.access();
  if (before?.agreement === 'available') return tell(system, request, wish, before, 'The agreement is there already');
  if (before?.agreement !== 'pending') {
    await cautionAboutForm(system, facts, wish);
    const offer = chosenOffer(await wish.offers(), request, wish);
    system.terminal.err(termsText(offer, wish));
    const undone = 'Nothing was accepted';
    if (!(await agree(system, { yes: request.yes, question: `Accept these terms for ${wish.whose}?`, byDefault: false, undone }))) {
      system.terminal.err(`${undone}.\n`);
      return exitCodes.cancelled;
    }
    await accept(offer, wish);
  }
  system.terminal.err('Waiting until the agreement is there, up to 3 minutes; it goes on without this command.\n');
  return tell(system, request, wish, await waitForAgreement(system, wish.access), 'The agreement is there');
}

function wishFor(system: System, facts: AccountFacts, name: string): Wish {
  const [auth, context, whose] = [bedrockAuthOf(system, facts), contextOf(facts.session), whoseAccount(facts)];
  const [model] = wantedModels(facts, [name], system.now()).models;
  const baseId = model?.baseId ?? failWithoutModel(name);
  const calls = () => import('../aws/model-agreement.ts');
  const where = `${model?.label ?? name} (${baseId}) for ${whose} in ${context.region}`;
  return {
    label: model?.label ?? name,
    name,
    baseId,
    whose,
    region: context.region,
    access: async () => (await askAccess(system, auth, context, [baseId])).get(baseId),
    offers: async () => {
      try {
        return await (await calls()).listAgreementOffers(auth, context, baseId);
      } catch (error) {
        return failRefused(error, {
          code: 'access.offers',
          could: `The terms of ${where} could not be had`,
          needs: ['bedrock:ListFoundationModelAgreementOffers', 'aws-marketplace:ViewSubscriptions'],
        });
      }
    },
    accept: async (token) => {
      try {
        await (await calls()).createAgreement(auth, context, baseId, token);
      } catch (error) {
        // Somebody else was first, or the first answer was lost.
        if (awsFailureOf(error).name === 'ConflictException') return;
        failRefused(error, {
          code: 'access.accept',
          could: `The agreement for ${where} could not be made`,
          needs: ['bedrock:CreateFoundationModelAgreement', 'aws-marketplace:Subscribe', 'aws-marketplace:ViewSubscriptions'],
          look: `See where it stands: lode models access ${name}`,
        });
      }
    },
  };
}

/** A token soon expires and a person reads slowly, so the same terms are asked for once more. */
async function accept(shown: AgreementOffer, wish: Wish): Promise<void> {
  const fresh = (await wish.offers()).find((offer) => hasSameTerms(offer, shown));
  if (fresh !== undefined) return wish.accept(fresh.token);
  return fail({
    code: 'access.terms-changed',
    exit: 'user',
    message: `Nothing was accepted: the terms of ${wish.label} changed while they were read.`,
    hints: [`Read them again: lode models access --accept ${wish.name}`],
  });
}

function chosenOffer(offers: readonly AgreementOffer[], { offer, name }: AcceptRequest, { label, baseId, region }: Wish): AgreementOffer {
  const fitting = offer === undefined ? offers : offers.filter(({ id }) => id === offer);
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    return fail({
      code: 'access.many-offers',
      exit: 'user',
      message: `There is more than one offer for ${label}:\n${offersText(offers)}`,
      hints: [`Name one: lode models access --accept ${name} --offer ${first.id}`],
    });
  }
  const message =
    offer === undefined
      ? `AWS has no terms to accept for ${label} (${baseId}) in ${region}.`
      : `AWS has no offer ${offer} for ${label} (${baseId}) in ${region}.`;
  const there = offers.length === 0 ? [] : [`There are: ${offers.map(({ id }) => id).join(', ')}`];
  return fail({ code: 'access.no-offer', exit: 'user', message, hints: [...there, `See what is shut: lode models access ${name}`] });
}

function tell(system: System, { json }: AcceptRequest, wish: Wish, access: ModelAccess | undefined, there: string): number {
  const agreement = access?.agreement ?? 'unknown';
  if (agreement === 'error') {
    return fail({
      code: 'access.agreement-failed',
      exit: 'user',
      message: `AWS Marketplace could not make the agreement for ${wish.label} in ${wish.whose}.`,
      hints: [`See what it takes: lode models access ${wish.name}`],
      causedBy: access?.detail,
    });
  }
  const text =
    agreement === 'available'
      ? `${there} for ${wish.label} in ${wish.whose}. Requests may still be refused for some 15 minutes; prove it: lode models check ${wish.name}\n`
      : `The agreement for ${wish.label} in ${wish.whose} is not there yet. Look again in some minutes: lode models access ${wish.name}\n`;
  const document = { schema: 1, model: wish.baseId, region: wish.region, agreement };
  system.terminal.out(json ? `${JSON.stringify(document, null, 2)}\n` : text);
  return agreement === 'available' ? exitCodes.ok : exitCodes.user;
}

async function cautionAboutForm(system: System, facts: AccountFacts, wish: Wish): Promise<void> {
  if (!isAnthropic(wish)) return;
  const form = await askUseCaseForm(bedrockAuthOf(system, facts), contextOf(facts.session));
  if (form.kind !== 'never-sent') return;
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
    hints: [
      'There first: lode --aws-profile THAT-PROFILE --region us-east-1 models access --accept NAME',
      'Then here: https://console.amazonaws-us-gov.com/bedrock/home?region=us-gov-west-1#/modelaccess',
    ],
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
