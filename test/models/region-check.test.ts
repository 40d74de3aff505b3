import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/models/catalog.ts';
import { checkRegion } from '../../src/models/region-check.ts';

describe('a region', () => {
  test.each(Object.keys(catalog.regions).filter((region) => catalog.regions[region]?.bedrock))('%s has Bedrock', (region) => {
    expect(checkRegion(region)).toEqual({ kind: 'ok' });
  });

  test.each([
    ['', 'malformed', 'The region is empty.', 'Set "region", e.g. us-east-1, or give --region.'],
    ['  ', 'malformed', 'The region is empty.', 'Set "region", e.g. us-east-1, or give --region.'],
    ['eu-west-1a', 'malformed', 'eu-west-1a is an availability zone, not a region.', 'Did you mean eu-west-1?'],
    ['EU-WEST-1', 'malformed', '"EU-WEST-1" is not written like an AWS region.', 'Did you mean eu-west-1?'],
    ['us_east_1', 'malformed', '"us_east_1" is not written like an AWS region.', 'Did you mean us-east-1?'],
    [' us-east-1', 'malformed', '" us-east-1" is not written like an AWS region.', 'Did you mean us-east-1?'],
    ['useast1', 'malformed', '"useast1" is not written like an AWS region.', 'Nearest regions with Bedrock: us-east-1.'],
    ['Frankfurt', 'malformed', '"Frankfurt" is not written like an AWS region.', 'Set "region" to a region with Bedrock, e.g. us-east-1 or eu-west-1.'],
    ['ap-east-1', 'region-without-bedrock', 'ap-east-1 is an AWS region without a Bedrock endpoint.', 'Nearest regions with Bedrock: ap-east-2.'],
    [
      'cn-north-1',
      'region-without-bedrock',
      'cn-north-1 has no Bedrock endpoint: AWS offers Bedrock in no region of China.',
      'Set "region" to a region outside China.',
    ],
    [
      'eu-west-9',
      'region-without-bedrock',
      'The catalog of 2026-11-21 knows no region eu-west-9 with Bedrock.',
      'Nearest regions with Bedrock: eu-west-1, eu-west-2, eu-west-3.',
    ],
    [
      'us-esat-1',
      'region-without-bedrock',
      'The catalog of 2026-11-21 knows no region us-esat-1 with Bedrock.',
      'Nearest regions with Bedrock: us-east-1, us-east-2, us-west-1.',
    ],
  ])('"%s" is refused as %s', (text, code, message, hint) => {
    expect(checkRegion(text)).toEqual({ kind: 'refused', code, message, hints: [hint] });
  });
});
