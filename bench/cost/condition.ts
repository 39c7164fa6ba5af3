import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Readonly<Record<string, AttributeValue>>;

/** What a condition is given. */
export interface Given {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/** Whether an item meets a condition or filter as Headroom writes them: clauses, AND inside of OR. Throws on any other. */
export function meets(expression: string | undefined, item: Item | undefined, given: Given): boolean {
  if (expression === undefined) return true;
  return expression.split(' OR ').some((any) => any.split(' AND ').every((clause) => holds(clause, item, given)));
}

function holds(clause: string, item: Item | undefined, { names, values }: Given): boolean {
  const text = clause.replace(/^\(|(?<!\([^)]*)\)$/g, '');
  const [, absent] = /^attribute_not_exists\((\S+)\)$/.exec(text) ?? [];
  if (absent !== undefined) return item?.[names[absent] ?? absent] === undefined;
  // Nobody types into this table by hand.
  if (text.startsWith('NOT attribute_type')) return false;
  const [, name = '', operator = '', value = ''] = /^(\S+) (=|<>|<=|>=|<|>) (:\w+)$/.exec(text) ?? [];
  const compare = comparisons[operator];
  if (compare === undefined) throw new Error(`the condition "${text}" is not known here`);
  const [is, than] = [plain(item?.[names[name] ?? name]), plain(values[value])];
  return is !== undefined && than !== undefined && compare(is, than);
}

type Plain = string | number | boolean;

const comparisons: Readonly<Record<string, (a: Plain, b: Plain) => boolean>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function plain(value: AttributeValue | undefined): Plain | undefined {
  return value?.S ?? value?.BOOL ?? (value?.N === undefined ? undefined : Number(value.N));
}
