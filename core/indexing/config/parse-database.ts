import { InvalidInput } from '../../model/errors.ts';
import { readAll } from '../../schema/all-faults.ts';
import { parseNamed } from '../../schema/parse-named.ts';
import { type DatabaseConfig, databaseSchema } from './database.ts';
import { serverPlace } from './server-place.ts';

/** Reads the config of one database. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseDatabase(database: string, input: unknown): DatabaseConfig {
  const data = parseNamed({ what: 'database', field: 'database', name: database, schema: databaseSchema, input });
  const places = data.servers.map(serverPlace);
  readAll(places, (place, at) => {
    if (places.indexOf(place) === at) return;
    throw new InvalidInput(`servers[${at}]`, `${place} is there twice; leave one out`);
  });
  return { ...data, database };
}
