import { join } from 'node:path';
import { documentConfigs } from './documented.ts';
import { type InterfaceField, interfaceFields } from './interface-fields.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';

/**
 * All that a config file may hold, with the text of each field. The texts are the doc comments of `core/…/config`, read when
 * this is made: call it before anything else loads a config.
 */
export async function configSchema(root: string): Promise<JsonSchema> {
  documentConfigs();
  const { writtenOf } = await import('../../../core/config.ts');
  const { declaredRooms } = await import('../../../core/model/declared-rooms.ts');
  const sections = declaredRooms.map((name) => {
    const { section, schema } = writtenOf(name);
    const one = jsonSchemaOf(schema);
    return [section, { ...recordOf(one), description: `${one.description ?? ''} Each by its name.` }] as const;
  });
  return {
    type: 'object',
    description: 'What Headroom scales, balances, purges, shards, watches and caches, and how.',
    properties: { ...(await settings(root)), ...Object.fromEntries(sections) },
    additionalProperties: false,
  };
}

/** What is said of the deployment itself. */
async function settings(root: string): Promise<Record<string, JsonSchema>> {
  const fields = [
    ...interfaceFields(join(root, 'core', 'config.ts'), 'DeploymentInput'),
    ...interfaceFields(join(root, 'core', 'deployment-settings.ts'), 'DeploymentSettings'),
  ];
  const named = await namedTypes();
  return Object.fromEntries(fields.map((field) => [field.name, settingOf(field, named)]));
}

async function namedTypes(): Promise<Record<string, JsonSchema>> {
  const { networkSchema } = await import('../../../core/deployment-settings.ts');
  const { sinksSchema } = await import('../../../core/sinks/sink-kinds.ts');
  const { objectiveSchema } = await import('../../../core/alerting/objective.ts');
  return {
    NetworkInput: jsonSchemaOf(networkSchema),
    'readonly SinkInput[]': jsonSchemaOf(sinksSchema),
    'Readonly<Record<string, ObjectiveInput>>': recordOf(jsonSchemaOf(objectiveSchema)),
    'readonly string[]': { type: 'array', items: { type: 'string' } },
    string: { type: 'string' },
    number: { type: 'number' },
    boolean: { type: 'boolean' },
  };
}

function settingOf({ name, type, text, default: usual }: InterfaceField, named: Record<string, JsonSchema>) {
  const choices = [...type.matchAll(/'([^']+)'/g)].map(([, one]) => one);
  const schema: JsonSchema | undefined =
    choices.length > 0 && /^[' |\w-]+$/.test(type) ? { type: 'string', enum: choices } : named[type];
  if (schema === undefined) throw new Error(`${name} is a ${type}, of which config-schema.ts knows no schema`);
  const said = usual === null || usual.startsWith('-') ? {} : { default: defaultOf(usual, schema) };
  const silent = usual?.startsWith('-') ? ` Left out: ${usual.slice(1).trim()}.` : '';
  return { ...schema, description: `${text}${silent}`, ...said };
}

function defaultOf(text: string, { type }: JsonSchema): unknown {
  return type === 'string' ? text : JSON.parse(text);
}

/** Subjects by their names. */
function recordOf(schema: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: schema };
}
