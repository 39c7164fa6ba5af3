import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withCosts } from './cost-table.ts';
import { costRows } from './rows.ts';

/** Prints what everything costs a month, by list prices, from what is deployed and from calls that are counted. */
const root = join(import.meta.dirname, '../..');
const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { readonly context: object };
const rows = await costRows(join(root, 'dist/functions'), context);
if (process.argv.includes('--write')) {
  const readme = join(root, 'README.md');
  writeFileSync(readme, withCosts(readFileSync(readme, 'utf8'), rows));
}
console.log(JSON.stringify({ rows }));
