import { exitCodes, fail } from '../errors.ts';
import { chosenModels } from '../launcher/chosen-models.ts';
import { gatherOrGuess, type FoundOrGuessed } from '../launcher/gather-or-guess.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { regionFacts } from '../models/catalog.ts';
import { geographyOf, placeOf, regionsWithin } from '../models/geography.ts';
import { organizationTalk } from '../output/policy-text.ts';
import { divide, organizationPolicyLimit, sizeOf } from '../policy/divide.ts';
import { partitionMark, type PolicyFormat } from '../policy/formats/policy-format.ts';
import { denyApiKeys } from '../policy/deny-api-keys.ts';
import { organizationStatements } from '../policy/organization.ts';
import { partitionOfRegion } from '../policy/place.ts';
import { readPolicyTemplate } from '../launcher/read-policy-template.ts';
import { renderPolicy } from '../policy/render.ts';
import { fillTemplate } from '../schedule/timer/template.ts';
import type { Geography } from '../settings/settings.ts';
import type { System } from '../system/system.ts';

export interface OrganizationRequest extends SessionRequest {
  readonly names: readonly string[];
  readonly format: PolicyFormat;
  readonly name: string;
  readonly offline: boolean;
  readonly denyApiKeys: boolean;
}

/** Prints the service control policy that keeps Bedrock inside the geography of a launch. Throws LodeError where there is no such border. */
export async function organizationPolicyCommand(system: System, request: OrganizationRequest): Promise<number> {
  const found = await gatherOrGuess(system, request, request.offline, request.names);
  const { region, settings } = found.session;
  const wanted = settings.geography?.value ?? geographyOf(region);
  const regions = wanted === undefined ? [region] : allowedRegions(wanted, region, request);
  const partition = request.format === 'json' ? partitionOfRegion(region) : partitionMark;
  const statements = [...organizationStatements(regions, partition), ...(request.denyApiKeys ? [denyApiKeys] : [])];
  const documents = divide(statements, organizationPolicyLimit);
  const place = wanted === undefined ? region : placeOf(wanted, regions);
  const policy = { name: request.name, description: `Amazon Bedrock stays in ${place}`, reach: 'organization', documents } as const;
  system.terminal.out(renderPolicy(request.format, policy, (name, words) => fillTemplate(readPolicyTemplate(system, name), words)));
  system.terminal.err(
    organizationTalk({
      place,
      regions,
      globalOnly: wanted === undefined && regionFacts(region)?.global === true ? region : undefined,
      denyApiKeys: request.denyApiKeys,
      shut: shutModels(system, found, request.names, regions),
      sizes: documents.map((document) => sizeOf(document)),
      limit: organizationPolicyLimit,
      format: request.format,
    }),
  );
  return exitCodes.ok;
}

/** Source region included: lists and profiles are asked for there. */
function allowedRegions(wanted: Geography, region: string, { format }: OrganizationRequest): readonly string[] {
  if (wanted !== 'global') return [...new Set([...regionsWithin(wanted, region), region])].toSorted();
  return fail({
    code: 'policy.no-border',
    exit: 'user',
    message: 'The geography is global, which no policy can keep inside anything.',
    hints: [`Name one with borders: lode policy --scp --geography eu${format === 'json' ? '' : ` --format ${format}`}`],
  });
}

/** The models of a launch that the policy would end; none where a launch finds no models. */
function shutModels(system: System, found: FoundOrGuessed, names: readonly string[], regions: readonly string[]): readonly string[] {
  return chosenModels(found, names, system.now())
    .filter(({ geography, destinations }) => geography === 'global' || destinations.some((destination) => !regions.includes(destination)))
    .map(({ id }) => id);
}
