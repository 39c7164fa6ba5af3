type Item = Readonly<Record<string, { readonly S?: string } | undefined>>;

/** What one request to DynamoDB does to items of one table by one action; IAM judges the partition keys of it together. */
export interface ItemRequest {
  /** As in a policy: `dynamodb:PutItem`. */
  readonly action: string;
  readonly tableName: string;
  readonly items: readonly TouchedItem[];
}

export interface TouchedItem {
  readonly pk: string;
  /** Null where a query may find any. */
  readonly sk: string | null;
  /** What is written of it besides its key. */
  readonly attributes: readonly string[];
}

interface Part {
  readonly TableName?: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

interface Input extends Part {
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
  readonly TransactItems?: readonly Readonly<Record<string, Part>>[];
}

const verbs: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** What a call asks for, by the name of its operation (`PutItem`); the parts of a transaction by their own actions. */
export function itemRequests(operation: string, input: Input): readonly ItemRequest[] {
  if (input.TransactItems !== undefined) return transacted(input.TransactItems);
  if (input.RequestItems !== undefined) {
    return Object.entries(input.RequestItems).map(([tableName, { Keys }]) => ({
      action: `dynamodb:${operation}`,
      tableName,
      items: Keys.map((Key) => touched({ Key })),
    }));
  }
  return [{ action: `dynamodb:${operation}`, tableName: input.TableName ?? '', items: [touched(input)] }];
}

function transacted(parts: readonly Readonly<Record<string, Part>>[]): readonly ItemRequest[] {
  const all = new Map<string, { action: string; tableName: string; items: TouchedItem[] }>();
  for (const [verb, part] of parts.flatMap((one) => Object.entries(one))) {
    const { TableName: tableName = '' } = part;
    const action = `dynamodb:${verbs[verb] ?? verb}`;
    const request = all.get(`${action} ${tableName}`) ?? { action, tableName, items: [] };
    request.items.push(touched(part));
    all.set(`${action} ${tableName}`, request);
  }
  return [...all.values()];
}

function touched({ Item, Key, ...part }: Part): TouchedItem {
  const { pk, sk, ...rest } = Item ?? Key ?? {};
  const asked = part.ExpressionAttributeValues?.[':pk'];
  return {
    pk: pk?.S ?? asked?.S ?? '',
    sk: sk?.S ?? null,
    attributes: Item === undefined ? updated(part) : Object.keys(rest),
  };
}

/** Names that an expression sets or adds to: what stands before `=`, or after `ADD`. */
function updated({ UpdateExpression = '', ExpressionAttributeNames: names = {} }: Part): string[] {
  const found = UpdateExpression.split(/ REMOVE /)[0]?.match(/[#\w]+(?= = )|(?<=ADD )[#\w]+/g) ?? [];
  return found.map((name) => names[name] ?? name);
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Whether one of a role's statements, those on the request's table, allows it by its leading keys. */
export function allowsItems(statements: readonly Statement[], { action, items }: ItemRequest): boolean {
  return statements.some((statement) => {
    if (![statement.Action].flat().includes(action)) return false;
    const patterns = leadingKeys(statement);
    return patterns === null || items.every(({ pk }) => patterns.some((pattern) => isLike(pk, pattern)));
  });
}

/** The partition keys that a statement is narrowed to; null where it is not. */
export function leadingKeys({ Condition }: Statement): readonly string[] | null {
  const keys = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  return keys === undefined ? null : [keys].flat();
}

const isLike = (text: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+^$()|[\]{}\\/]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);
