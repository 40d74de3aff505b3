/** Where a region is, as AWS names it (AWS General Reference: Regions and Zones). */
const places: Readonly<Record<string, string>> = {
  'us-east-1': 'N. Virginia',
  'us-east-2': 'Ohio',
  'us-west-1': 'N. California',
  'us-west-2': 'Oregon',
  'ca-central-1': 'Montreal',
  'ca-west-1': 'Calgary',
  'eu-central-1': 'Frankfurt',
  'eu-central-2': 'Zurich',
  'eu-north-1': 'Stockholm',
  'eu-south-1': 'Milan',
  'eu-south-2': 'Spain',
  'eu-west-1': 'Ireland',
  'eu-west-2': 'London',
  'eu-west-3': 'Paris',
  'ap-east-1': 'Hong Kong',
  'ap-east-2': 'Taipei',
  'ap-northeast-1': 'Tokyo',
  'ap-northeast-2': 'Seoul',
  'ap-northeast-3': 'Osaka',
  'ap-south-1': 'Mumbai',
  'ap-south-2': 'Hyderabad',
  'ap-southeast-1': 'Singapore',
  'ap-southeast-2': 'Sydney',
  'ap-southeast-3': 'Jakarta',
  'ap-southeast-4': 'Melbourne',
  'ap-southeast-5': 'Kuala Lumpur',
  'ap-southeast-6': 'Auckland',
  'ap-southeast-7': 'Bangkok',
  'il-central-1': 'Tel Aviv',
  'me-central-1': 'UAE',
  'me-south-1': 'Bahrain',
  'af-south-1': 'Cape Town',
  'sa-east-1': 'São Paulo',
  'mx-central-1': 'Mexico',
  'us-gov-west-1': 'GovCloud West',
  'us-gov-east-1': 'GovCloud East',
};

/** Every region whose place is known. */
export const knownRegions: readonly string[] = Object.keys(places);

/** `eu-west-1 (Ireland)`; the bare region where nobody knows its place. */
export function regionWithPlace(region: string): string {
  const place = Object.hasOwn(places, region) ? places[region] : undefined;
  return place === undefined ? region : `${region} (${place})`;
}
