import { modelAccessPage } from './console-page.ts';
import type { GateRow } from './gate.ts';

const marketplace = 'an administrator with aws-marketplace:Subscribe, once for the whole account';

/** The account's access to a model (Amazon Bedrock user guide, "Troubleshooting API error codes" and "Access foundation models"). */
export const accessGates: readonly GateRow[] = [
  {
    id: 'form',
    says: /use[- ]case (form|details)/i,
    tell: ({ account, bedrock, model, about }) => ({
      what: `Anthropic's use-case form was never sent for ${account}, so ${bedrock} does not run ${model}.`,
      who: 'an administrator with bedrock:PutUseCaseForModelAccess, once for the whole account',
      remedy: ['Send it: lode models access --submit-form', `Or by hand: ${modelAccessPage(about.region)}`, 'Was it sent just now? Then wait 15 minutes'],
    }),
  },
  {
    id: 'payment',
    says: /INVALID_PAYMENT_INSTRUMENT|valid payment instrument/i,
    tell: ({ account, model }) => ({
      what: `AWS Marketplace accepts no way to pay of ${account}, so it cannot be subscribed to ${model}.`,
      who: "whoever manages the account's billing",
      remedy: ['Add a payment method: https://console.aws.amazon.com/billing/home#/paymentpreferences', 'Then wait 15 minutes and ask again'],
    }),
  },
  {
    id: 'agreement-pending',
    says: /MPAgreementBeingCreated|agreement is being created/i,
    tell: ({ account, model, name, modelId }) => ({
      what: `AWS Marketplace is subscribing ${account} to ${model} at this moment.`,
      who: 'AWS, within 15 minutes',
      remedy: [`Watch it: lode models access ${name}`, `Then ask again: lode models check ${modelId}`],
    }),
  },
  {
    id: 'marketplace-iam',
    says: /aws-marketplace:(Subscribe|ViewSubscriptions)|required AWS Marketplace actions/i,
    tell: ({ account, model, caller, name, modelId }) => ({
      what: `${upper(account)} was never subscribed to ${model} at AWS Marketplace, and ${caller} may not do it.`,
      who: marketplace,
      remedy: [
        `Somebody who may accepts the agreement once: lode models access --accept ${name}`,
        `Or sends one request: lode models check ${modelId} --yes`,
        'Everyday roles need no aws-marketplace:Subscribe after that',
      ],
    }),
  },
  {
    id: 'account-gate',
    says: /is not available for this account/i,
    tell: ({ account, model, about }) => ({
      what: `AWS has not opened ${model} to ${account}; form, agreement and availability may all be green.`,
      who: 'AWS',
      remedy: [
        `Use another model, an older one usually works: ${about.region === undefined ? 'lode' : `lode --region ${about.region}`} models list`,
        'Ask AWS to open it: https://aws.amazon.com/contact-us/sales-support/',
      ],
    }),
  },
  {
    id: 'no-access',
    says: /don.t have access to the model/i,
    tell: ({ account, model, about, name, inRegion }) => ({
      what: `${upper(account)} has no access to ${model}${inRegion}: the agreement or the use-case form may be missing, or the model is not open to it there.`,
      who: 'an administrator with bedrock:CreateFoundationModelAgreement and aws-marketplace:Subscribe',
      remedy: [`See which of them it is: lode models access ${name}`, `By hand: ${modelAccessPage(about.region)}`],
    }),
  },
  {
    id: 'retention',
    says: /data retention mode/i,
    tell: ({ account, model, inRegion }) => ({
      what: `${model} asks for a data-retention setting that ${account} has not made${inRegion}.`,
      who: 'whoever may decide that AWS keeps prompts and answers for 30 days (bedrock:PutAccountDataRetention)',
      remedy: [
        'It holds for the whole account in that region: aws_review lets AWS review the data, provider_data_share may share it with the provider; lode never sets it',
        'Or use a model that asks for none: lode models check opus',
      ],
    }),
  },
  {
    id: 'geo-block',
    says: /unsupported countries, regions, or territories/i,
    tell: ({ account, inRegion, model }) => ({
      what: `${model}${inRegion} may not be used from where you are, or from the country that ${account} is registered in.`,
      who: 'nobody on this machine; the provider decides',
      remedy: ['Supported countries: https://www.anthropic.com/supported-countries', 'Models of other providers may answer: lode models list --provider all'],
    }),
  },
  {
    id: 'new-account',
    names: ['SubscriptionRequiredException', 'OptInRequired'],
    says: /account is not authorized to invoke this API operation/i,
    tell: ({ account, inRegion }) => ({
      what: `${upper(account)} is not open for Amazon Bedrock${inRegion}: its sign-up is not finished, or the region is not turned on.`,
      who: 'whoever owns the account, or AWS Support',
      remedy: ['Finish the sign-up: https://portal.aws.amazon.com/billing/signup', 'Or try another region: lode --region us-east-1 models check'],
    }),
  },
];

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
