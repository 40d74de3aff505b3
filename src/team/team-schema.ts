import { schemaOf, schemaParts } from '../settings/json-schema.ts';
import type { ValueType } from '../settings/value-type.ts';
import { extraNames } from '../setup/setup-words.ts';
import { teamKeys, teamName, teamProfileFields, teamProfileName, teamSettingNames, teamSsoFields } from './team-types.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema (draft 2020-12) of a team file as it is published, byte for byte, built from the tables that validate it. Pure. */
export function teamSchemaText(): string {
  const { file, $defs } = schemaParts(teamSettingNames);
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'lode team file',
    description: 'What a team agreed on, for lode setup --from; comments and trailing commas are allowed in the file.',
    type: 'object',
    required: ['name'],
    properties: {
      $schema: { description: teamKeys['$schema'], type: 'string' },
      name: { description: teamKeys['name'], ...schemaOf(teamName) },
      settings: { description: teamKeys['settings'], type: 'object', properties: file, additionalProperties: false },
      sso: { description: teamKeys['sso'], ...wholeSchema(teamSsoFields) },
      profiles: {
        description: teamKeys['profiles'],
        type: 'object',
        propertyNames: { pattern: teamProfileName.pattern },
        additionalProperties: wholeSchema(teamProfileFields),
      },
      extras: { description: teamKeys['extras'], type: 'array', items: { enum: extraNames }, uniqueItems: true },
      locked: { description: teamKeys['locked'], type: 'array', items: { enum: teamSettingNames }, uniqueItems: true },
    },
    additionalProperties: false,
    dependentRequired: { profiles: ['sso'] },
    allowComments: true,
    allowTrailingCommas: true,
    $defs,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function wholeSchema(fields: Readonly<Record<string, { readonly type: ValueType; readonly help: string }>>): Schema {
  return { ...schemaOf({ kind: 'object', fields }), required: Object.keys(fields) };
}
