import type { DatabaseConfig } from '../../core/indexing/config/database.ts';
import { parseDatabase } from '../../core/indexing/config/parse-database.ts';
import type { Databases } from '../../core/indexing/ports.ts';
import { notConfigured } from '../../core/looking/not-configured.ts';
import { Refusal } from '../../core/model/errors.ts';
import { once } from '../aws/once.ts';
import { configTexts } from '../table/config-texts.ts';
import { configPartition, watchingPartition } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import type { Table } from '../table/table.ts';

/** A look asks for its successor by the clock of the tick that began it. */
const graceMs = 30_000;

/** The databases that are configured, read once; make it for each invocation. */
export interface TableDatabases extends Databases {
  /** Those that asked to be looked at by now, and those that nobody has looked at yet. */
  due(nowMs: number): Promise<readonly string[]>;
}

export function dynamoDbDatabases(table: Table): TableDatabases {
  const texts = once(() => configTexts(table, configPartition('indexing')));
  const names = async () => [...(await texts()).keys()];
  return {
    names,
    config: async (database) => {
      const found = await texts();
      const text = found.get(database);
      if (text === undefined) throw new Refusal(notConfigured('indexing', database, found.keys()));
      return parse(database, text);
    },
    due: async (nowMs) => {
      const listed = await queryAll(table, watchingPartition('indexing'));
      const later = listed.filter(({ lookAgainAtMs }) => Number(lookAgainAtMs?.N ?? 0) > nowMs + graceMs);
      const rest = new Set(later.map(({ sk }) => sk?.S ?? ''));
      return (await names()).filter((name) => !rest.has(name));
    },
  };
}

function parse(database: string, text: string): DatabaseConfig {
  try {
    return parseDatabase(database, JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`the config of "${database}" in the table cannot be used: ${why}; deploy it again`);
  }
}
