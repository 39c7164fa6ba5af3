import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withAdding } from '../adding/table.ts';
import { withEndpoints } from '../lib/endpoints-table.ts';
import { withHouse } from './house-table.ts';
import { withPermissions } from './permissions-table.ts';
import { withResources } from './resources/resources-table.ts';
import { withTargets } from './targets-table.ts';

const documents = {
  'ARCHITECTURE.md': withHouse,
  'CONTRIBUTING.md': withAdding,
  'docs/permissions.md': withPermissions,
  'docs/vpc.md': withEndpoints,
  'docs/resources.md': withResources,
  'docs/targets.md': withTargets,
};

for (const [name, withTable] of Object.entries(documents)) {
  const file = join(import.meta.dirname, '../..', name);
  writeFileSync(file, withTable(readFileSync(file, 'utf8')));
}
