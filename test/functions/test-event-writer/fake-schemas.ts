import {
  BadRequestException,
  ConflictException,
  type CreateSchemaRequest,
  type DescribeSchemaRequest,
  NotFoundException,
  type SchemasClient,
} from '@aws-sdk/client-schemas';

/** EventBridge Schemas in memory, as its reference describes it. */
export class FakeSchemas {
  /** Registries, each with the content of its schemas by name. */
  readonly registries = new Map<string, Map<string, string>>();
  readonly calls: string[] = [];

  client(): SchemasClient {
    return { send: async (command: object) => this.answer(command) } as unknown as SchemasClient;
  }

  private answer(command: object): object {
    const operation = command.constructor.name.replace(/Command$/, '');
    this.calls.push(operation);
    const { input } = command as { input: CreateSchemaRequest & DescribeSchemaRequest };
    const registry = this.registries.get(input.RegistryName ?? '');
    if (operation === 'CreateRegistry') return this.createRegistry(input.RegistryName ?? '');
    if (registry === undefined)
      throw fault(NotFoundException, `Registry with name ${input.RegistryName} does not exist.`);
    return this.onSchema(operation, registry, input.SchemaName ?? '', input);
  }

  private createRegistry(name: string): object {
    if (this.registries.has(name)) throw fault(ConflictException, `Registry with name ${name} already exists.`);
    this.registries.set(name, new Map());
    return {};
  }

  private onSchema(operation: string, schemas: Map<string, string>, name: string, input: CreateSchemaRequest): object {
    const existing = schemas.get(name);
    if (operation === 'CreateSchema') {
      if (existing !== undefined) throw fault(ConflictException, `Schema with name ${name} already exists.`);
      return this.put(schemas, name, input);
    }
    if (existing === undefined) throw fault(NotFoundException, `Schema with name ${name} does not exist.`);
    if (operation === 'UpdateSchema') return this.put(schemas, name, input);
    if (operation === 'DeleteSchema') return { deleted: schemas.delete(name) };
    return { SchemaName: name, Content: existing };
  }

  private put(schemas: Map<string, string>, name: string, { Type, Content = '' }: CreateSchemaRequest): object {
    const { openapi, info, paths, components } = JSON.parse(Content);
    if (Type !== 'OpenApi3' || !openapi || !info || !paths || !components)
      throw fault(BadRequestException, 'no OpenAPI 3');
    schemas.set(name, Content);
    return {};
  }
}

function fault<E>(Kind: new (options: never) => E, Message: string): E {
  return new Kind({ message: Message, Message, Code: 'fault', $metadata: {} } as never);
}
