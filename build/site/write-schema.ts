import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema } from './documented/config-schema.ts';

/** `node write-schema.ts <folder>`: writes the schema of config files, by which editors know their fields, into a folder. */
const [folder = '.'] = process.argv.slice(2);
const schema = await configSchema(join(import.meta.dirname, '..', '..'));
const whole = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema };
writeFileSync(join(folder, 'headroom.schema.json'), `${JSON.stringify(whole)}\n`);
