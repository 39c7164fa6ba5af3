import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item, or the attributes that make its key, as DynamoDB writes them. */
export type Item = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const truth = (value: boolean): AttributeValue => ({ BOOL: value });
