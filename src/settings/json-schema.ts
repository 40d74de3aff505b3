import { environmentName, fileOnlyKeys, settingNames, settingSpecs } from './schema.ts';
import type { SettingName } from './settings.ts';
import type { ValueType } from './value-type.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON Schema of one type of value. Pure. */
export function schemaOf(type: ValueType): Schema {
  switch (type.kind) {
    case 'text':
      return { type: 'string', pattern: type.pattern };
    case 'choice':
      return { type: 'string', enum: type.of };
    case 'truth':
      return { type: 'boolean' };
    case 'whole':
      return { type: 'integer', minimum: type.least };
    case 'list':
      return { type: 'array', items: { type: 'string', minLength: 1 } };
    case 'record':
      return { type: 'object', propertyNames: { pattern: type.names.pattern }, additionalProperties: schemaOf(type.values) };
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(Object.entries(type.fields).map(([key, field]) => [key, { description: field.help, ...schemaOf(field.type) }])),
        additionalProperties: false,
      };
  }
}

function settingSchema(name: SettingName): Schema {
  const spec = settingSpecs[name];
  return { description: spec.help, ...schemaOf(spec.type), ...(spec.default === undefined ? {} : { default: spec.default }) };
}

/** What every schema with settings in it is made of: the properties of a file that has these settings, and what they refer to. Pure. */
export function schemaParts(names: readonly SettingName[]): { readonly file: Schema; readonly $defs: Schema } {
  const settings = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
  const file = {
    ...settings,
    environments: {
      description: fileOnlyKeys['environments'],
      type: 'object',
      propertyNames: { pattern: environmentName.pattern },
      additionalProperties: { type: 'object', properties: settings, additionalProperties: false },
    },
    defaultEnvironment: { description: fileOnlyKeys['defaultEnvironment'], type: 'string', pattern: environmentName.pattern },
  };
  return { file, $defs: Object.fromEntries(names.map((name) => [name, settingSchema(name)])) };
}

/** The JSON Schema (draft 2020-12) of lode's settings files, built from the same table that validates them. */
function settingsJsonSchema(): Schema {
  const { file, $defs } = schemaParts(settingNames);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'lode settings',
    description: 'Settings of lode; comments and trailing commas are allowed in the file.',
    type: 'object',
    properties: {
      $schema: { description: fileOnlyKeys['$schema'], type: 'string' },
      ...file,
      locked: { description: fileOnlyKeys['locked'], type: 'array', items: { enum: settingNames }, uniqueItems: true },
    },
    additionalProperties: false,
    allowComments: true,
    allowTrailingCommas: true,
    $defs,
  };
}

/** The published file, byte for byte. */
export function settingsJsonSchemaText(): string {
  return `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`;
}
