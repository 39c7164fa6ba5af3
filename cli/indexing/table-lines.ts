import type { TableAdvice } from '../../core/indexing/tables/advise-table.ts';
import type { TableFacts } from '../../core/indexing/tables/table-facts.ts';

/** What was found of one table. */
export interface TableAdvised {
  readonly name: string;
  /** Null where AWS does not let it be read. */
  readonly facts: TableFacts | null;
  readonly advice: readonly TableAdvice[];
}

/** What was found of a table, each with what to do next. */
export function tableLines({ name, advice }: TableAdvised): readonly string[] {
  if (advice.length === 0)
    return [`${name}: its indexes are used, no filter throws away what it reads, and no key is hot`];
  return advice.flatMap((one) => linesOf(name, one).map((line, at) => (at === 0 ? `${name}: ${line}` : `  ${line}`)));
}

function linesOf(table: string, advice: TableAdvice): readonly string[] {
  switch (advice.is) {
    case 'unused index': {
      const { index, bytes, writeUnits, usdPerMonth } = advice;
      const saves = usdPerMonth === null ? 'its provisioned units' : dollars(usdPerMonth);
      const drop = JSON.stringify([{ Delete: { IndexName: index } }]);
      return [
        `nobody read index "${index}" (${(bytes / 1e9).toFixed(2)} GB, ${count(writeUnits)} write units to keep it); dropping it saves ${saves}`,
        `drop it: aws dynamodb update-table --table-name ${table} --global-secondary-index-updates '${drop}'`,
        `bring it back: aws dynamodb update-table --table-name ${table} --cli-input-json '${JSON.stringify({ TableName: table, ...advice.definition })}'`,
      ];
    }
    case 'missing index': {
      const { by, calls, wastedPercent, usdPerMonth } = advice;
      const cost = usdPerMonth === null ? '' : `, ${dollars(usdPerMonth)}`;
      return [
        `at least ${wastedPercent.toFixed(0)} % of what was read was thrown away${cost}: by a filter of its ${count(calls)} calls of ${by.join(' and ')}`,
        'an index whose key is what they filter by would read only what they want; see FilterExpression in the application',
      ];
    }
    case 'hot partition': {
      const { index, of, calls, hours } = advice;
      const where = index === null ? 'the table' : `index "${index}"`;
      const named = index === null ? '' : ` --index-name ${index}`;
      return [
        `${count(calls)} ${of} of ${where} were refused in ${hours === 1 ? '1 hour' : `${hours} hours`} since one range of keys takes no more (3,000 reads or 1,000 writes a second), whatever the rest could`,
        `see which keys: aws dynamodb update-contributor-insights --table-name ${table}${named} --contributor-insights-action ENABLE; then spread them, or cache what is read`,
      ];
    }
    case 'unknown':
      return [`nothing can be said of ${advice.what}: ${advice.why}`];
  }
}

const count = (value: number) => Math.round(value).toLocaleString('en-US');
const dollars = (usd: number) => `$${usd.toFixed(2)} a month`;
