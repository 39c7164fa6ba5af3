import {
  ConflictException,
  CreateRegistryCommand,
  CreateSchemaCommand,
  DeleteSchemaCommand,
  DescribeSchemaCommand,
  NotFoundException,
  type SchemasClient,
  UpdateSchemaCommand,
} from '@aws-sdk/client-schemas';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, textProperty } from '../custom-resource-property.ts';
import { contentWith, contentWithout } from './test-events.ts';

/** Where the Lambda console keeps shareable test events; one registry for all functions of an account and Region. */
const RegistryName = 'lambda-testevent-schemas';

/**
 * The shareable test events of one function as a resource of a stack; its physical id is the function's name. Registry
 * and schema are made where they are missing, people's own events are kept, and the registry is never removed.
 */
export function testEventResource(client: SchemasClient): CustomResource {
  return {
    async write(properties, owner) {
      const functionName = textProperty(properties, 'functionName');
      const events = jsonProperty(properties, 'events');
      await bring(client, functionName, (existing) => contentWith(existing, events, owner));
      return functionName;
    },
    remove: (functionName, owner) => bring(client, functionName, (existing) => contentWithout(existing, owner)),
  };
}

async function bring(
  client: SchemasClient,
  functionName: string,
  change: (existing: string | null) => string | null,
): Promise<void> {
  const schema = { RegistryName, SchemaName: `_${functionName}-schema` };
  const existing = await contentOf(client, schema);
  const Content = change(existing);
  if (Content === existing) return;
  if (Content === null) return void (await client.send(new DeleteSchemaCommand(schema)));
  const written = { ...schema, Type: 'OpenApi3' as const, Content };
  if (existing !== null) return void (await client.send(new UpdateSchemaCommand(written)));
  await createRegistry(client);
  await client.send(new CreateSchemaCommand(written));
}

/** Null where there is no such schema. */
async function contentOf(
  client: SchemasClient,
  schema: { RegistryName: string; SchemaName: string },
): Promise<string | null> {
  try {
    return (await client.send(new DescribeSchemaCommand(schema))).Content ?? null;
  } catch (error) {
    if (error instanceof NotFoundException) return null;
    throw error;
  }
}

async function createRegistry(client: SchemasClient): Promise<void> {
  try {
    await client.send(new CreateRegistryCommand({ RegistryName }));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
  }
}
