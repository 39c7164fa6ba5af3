import * as z from 'zod/mini';
import { seconds } from '../../schema/fields.ts';
import { asking } from './policies/any-kind/asking.ts';

/** How a tuned policy asks from now on, until a night chooses otherwise. */
export const choiceSchema = z.strictObject({
  schema: z.literal(1),
  asking,
  holdSeconds: seconds(),
  /** When it took over. */
  sinceMs: z.number(),
});
export type Choice = Readonly<z.output<typeof choiceSchema>>;

/** What is in charge before the first night: a share of a unit and a hold that hurt nobody. */
export const firstAsking: Pick<Choice, 'asking' | 'holdSeconds'> = {
  asking: { by: 'rate', target: 0.6 },
  holdSeconds: 1200,
};
