import { rowsOf } from '../../src/models/listing/rows.ts';
import { namesById } from '../../src/models/listing/names-by-id.ts';
import { irishAccount } from '../models/listing/account.ts';
import { applicationProfile, today } from '../models/wish.ts';

const region = 'eu-west-1';
const team = applicationProfile('team', region, 'anthropic.claude-opus-5-5', ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', region, 'eu-west-3']);
const account = irishAccount({}, [team]);
const names = namesById({
  region,
  account,
  geography: undefined,
  residency: 'prefer',
  aliases: { deep: 'opus-4.5' },
  assistantVersion: undefined,
  now: today,
  main: undefined,
  small: undefined,
});

/** The rows of a well-equipped account in Ireland. */
export const ireland = rowsOf({ region, account, discovery: undefined, names, now: today });
