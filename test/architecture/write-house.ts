import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withHouse } from './house-table.ts';

const file = join(import.meta.dirname, '../../ARCHITECTURE.md');
writeFileSync(file, withHouse(readFileSync(file, 'utf8')));
