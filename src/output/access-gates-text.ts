import { modelAccessPage } from '../gates/console-page.ts';
import { nameOf, regionsOf, type AccessReport, type GateKind, type ShutGate } from '../models/access-report.ts';

/** A shut gate in words: what it is, who can open it, and what to do next. */
export interface GateWords {
  readonly title: string;
  readonly what: string;
  readonly who: string;
  readonly next: readonly string[];
}

/** What Fable asks for (anomalyco/opencode issue 31560, aws-samples/anthropic-on-aws pull request 294). */
export const retentionWords =
  'Fable asks that what it is sent may be kept for 30 days, set for each region on its own: with aws_review AWS may look at it, with provider_data_share the provider too, which Fable 5 may insist on.';

type Writer = (gate: ShutGate, report: AccessReport) => Omit<GateWords, 'title'>;

const titles: Readonly<Record<GateKind, string>> = {
  form: 'use-case form',
  agreement: 'agreement',
  'agreement-pending': 'agreement on its way',
  'agreement-error': 'agreement failed',
  authorization: 'authorization',
  entitlement: 'entitlement',
  region: 'region',
  'data-retention': 'data retention',
};

const marketplace = 'aws-marketplace:Subscribe, aws-marketplace:ViewSubscriptions';

const writers: Readonly<Record<GateKind, Writer>> = {
  form: (_, report) => ({
    what: `Anthropic's use-case form was never sent for ${ownerOf(report)}; AWS refuses each of its models until it is.`,
    who: 'an administrator with bedrock:PutUseCaseForModelAccess, once for the account, or once in the management account of the organization',
    next: ['lode models access --submit-form', `or in the console, by choosing an Anthropic model: ${modelAccessPage(report.region)}`],
  }),
  agreement: (gate, report) => (isGovCloud(report.region) ? govCloudAgreement() : commercialAgreement(gate, report)),
  'agreement-pending': (gate) => ({
    what: 'AWS Marketplace is making the agreement: some two minutes, 15 at most. Until then requests may be refused, or work and then stop working.',
    who: 'nobody: it comes by itself',
    next: [`look again: lode models access ${namesOf(gate)}`],
  }),
  'agreement-error': (gate, report) => ({
    what: `AWS Marketplace could not make the agreement with the provider for ${ownerOf(report)}.${detailsOf(gate)}`,
    who: `an administrator with ${marketplace}; a missing or refused payment method is the account owner's`,
    next: [...acceptLines(gate), 'or in the console: AWS Marketplace, Manage subscriptions'],
  }),
  authorization: (gate, report) => ({
    what: `AWS says that you are not authorized for it in ${regionsOf(gate, report)}: an IAM policy, a permission boundary or the organization's policy is against it.${detailsOf(gate)}`,
    who: 'an administrator, by allowing bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream on the inference profile and on the models behind it',
    next: [`see what AWS says to a request: lode models check ${namesOf(gate)}`],
  }),
  entitlement: (gate, report) => ({
    what: `AWS has not opened it to ${ownerOf(report)}, though the agreement stands.`,
    who: 'AWS: Sales or Support of the account',
    next: ['meanwhile use another model: lode models list', `see what AWS says to a request: lode models check ${namesOf(gate)}`],
  }),
  region: (gate, report) => ({
    what: `AWS does not have it in ${regionsOf(gate, report)} itself. An inference profile may still reach it in another region, which only a request shows.${detailsOf(gate)}`,
    who: 'nobody but AWS',
    next: [`lode models check ${namesOf(gate)}`, 'where it is: lode models list --all-regions'],
  }),
  'data-retention': (_, report) => ({
    what: `Requests are refused while the data retention of ${ownerOf(report)} in ${report.region} is "${report.retention ?? ''}". ${retentionWords}`,
    who: 'an administrator with bedrock:PutAccountDataRetention, who decides it for all that the account sends; lode never changes it',
    next: ['the modes: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutAccountDataRetention.html'],
  }),
};

/** A shut gate in words. */
export function gateWords(gate: ShutGate, report: AccessReport): GateWords {
  return { title: titles[gate.kind], ...writers[gate.kind](gate, report) };
}

function commercialAgreement(gate: ShutGate, report: AccessReport): Omit<GateWords, 'title'> {
  const after = report.form?.state === 'never-sent' ? ' The form comes first.' : '';
  return {
    what: `${ownerOf(report)[0]?.toUpperCase() ?? ''}${ownerOf(report).slice(1)} has no agreement with the provider at AWS Marketplace. AWS makes one at the first request of somebody who may subscribe.${after}`,
    who: `an administrator with bedrock:CreateFoundationModelAgreement, bedrock:ListFoundationModelAgreementOffers, ${marketplace}, once for the account`,
    next: [...acceptLines(gate), `or in the console: ${modelAccessPage(report.region)}`],
  };
}

/** AWS user guide, "Supported foundation models by Region": GovCloud takes its agreements from a standard account. */
function govCloudAgreement(): Omit<GateWords, 'title'> {
  return {
    what: 'In GovCloud it takes two steps: the agreement is made in the standard AWS account that this one is linked to, then access is asked for here.',
    who: `an administrator of the linked standard account with bedrock:CreateFoundationModelAgreement, ${marketplace}, then an administrator of this one`,
    next: [
      'in the linked standard account, in us-east-1 or us-west-2: lode --aws-profile THAT-PROFILE --region us-east-1 models access --accept NAME',
      `then here: ${modelAccessPage('us-gov-west-1')}`,
    ],
  };
}

function acceptLines(gate: ShutGate): readonly string[] {
  return [...new Set(gate.rows.map((row) => `lode models access --accept ${nameOf(row)}`))];
}

function namesOf({ rows }: ShutGate): string {
  return [...new Set(rows.map((row) => nameOf(row)))].join(' ');
}

function detailsOf({ rows }: ShutGate): string {
  const said = [...new Set(rows.flatMap(({ access }) => access?.detail ?? []))];
  return said.length === 0 ? '' : ` AWS says: ${said.join('; ').replace(/\.?$/, '.')}`;
}

function ownerOf({ account }: AccessReport): string {
  return account === undefined ? 'the account of this API key' : `account ${account}`;
}

function isGovCloud(region: string): boolean {
  return region.startsWith('us-gov-');
}
