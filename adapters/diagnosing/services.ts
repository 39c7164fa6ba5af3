import { parseService } from '../../core/diagnosing/config/parse-service.ts';
import type { ServiceConfig } from '../../core/diagnosing/config/watched-service.ts';
import { notConfigured } from '../../core/looking/not-configured.ts';
import { Refusal } from '../../core/model/errors.ts';
import { once } from '../aws/once.ts';
import { configTexts } from '../table/config-texts.ts';
import { configPartition } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** The services that are watched, as they are in the table, fetched once: make one for each invocation. */
interface TableServices {
  /** The name of every service, whether or not its config can be used. */
  names(): Promise<readonly string[]>;
  /** Rejects with `Refusal` where none of this name is watched, or its config cannot be used. */
  service(name: string): Promise<ServiceConfig>;
}

export function dynamoDbServices(table: Table): TableServices {
  const texts = once(() => configTexts(table, configPartition('diagnosing')));
  return {
    names: async () => [...(await texts()).keys()],
    async service(name) {
      const found = await texts();
      const text = found.get(name);
      if (text === undefined) throw new Refusal(notConfigured('diagnosing', name, found.keys()));
      return read(name, text);
    },
  };
}

function read(name: string, text: string): ServiceConfig {
  try {
    return parseService(name, JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`the config of "${name}" in the table cannot be used: ${why}; deploy it again`);
  }
}
