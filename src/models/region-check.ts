import { catalog, regionFacts } from './catalog.ts';
import { nearest } from '../nearest.ts';

export type RegionCheck =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'refused';
      readonly code: 'malformed' | 'region-without-bedrock';
      readonly message: string;
      readonly hints: readonly string[];
    };

const shape = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/** Whether a text is a region with a Bedrock endpoint, as far as the catalog knows; says what to write instead. */
export function checkRegion(region: string): RegionCheck {
  if (!shape.test(region)) return misspelt(region);
  const facts = regionFacts(region);
  if (facts?.bedrock === true) return { kind: 'ok' };
  if (facts?.partition === 'aws-cn') {
    return refused(`${region} has no Bedrock endpoint: AWS offers Bedrock in no region of China.`, ['Set "region" to a region outside China.']);
  }
  const message =
    facts === undefined ? `The catalog of ${catalog.asOf} knows no region ${region} with Bedrock.` : `${region} is an AWS region without a Bedrock endpoint.`;
  return refused(message, nearestHints(region));
}

function misspelt(text: string): RegionCheck {
  if (text.trim() === '') {
    return {
      kind: 'refused',
      code: 'malformed',
      message: 'The region is empty.',
      hints: ['Set "region", e.g. us-east-1, or give --region.'],
    };
  }
  const likely = likelyRegion(text);
  const zone = /^[a-z]{2,4}(-[a-z]+)+-\d+[a-z]$/.test(text);
  const message = zone ? `${text} is an availability zone, not a region.` : `"${text}" is not written like an AWS region.`;
  const hints = likely === undefined ? nearestHints(text) : [`Did you mean ${likely}?`];
  return { kind: 'refused', code: 'malformed', message, hints };
}

/** Takes off case, underscores, spaces and a zone letter; only a region with Bedrock is worth suggesting. */
function likelyRegion(text: string): string | undefined {
  const tidied = text
    .trim()
    .toLowerCase()
    .replace(/[\s_.]+/g, '-');
  return [tidied, tidied.replace(/[a-z]$/, '')].find((region) => regionFacts(region)?.bedrock === true);
}

function nearestHints(text: string): readonly string[] {
  const withBedrock = Object.keys(catalog.regions).filter((region) => catalog.regions[region]?.bedrock === true);
  const sameArea = withBedrock.filter((region) => region.split('-')[0] === text.toLowerCase().split('-')[0]);
  const close = nearest(text, sameArea.length > 0 ? sameArea : withBedrock);
  return close.length === 0 ? ['Set "region" to a region with Bedrock, e.g. us-east-1 or eu-west-1.'] : [`Nearest regions with Bedrock: ${close.join(', ')}.`];
}

function refused(message: string, hints: readonly string[]): RegionCheck {
  return { kind: 'refused', code: 'region-without-bedrock', message, hints };
}
