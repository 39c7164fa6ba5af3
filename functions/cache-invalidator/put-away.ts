import type { SQSEvent } from 'aws-lambda';
import { idOfRecord } from '../../adapters/signals/receive.ts';
import { errorOf } from '../../core/looking/settle.ts';
import type { Door } from '../front-door.ts';

/**
 * Puts away what nobody will ever understand, where a queue would hand it round for two days, and a stream hold others up by it.
 * What could not be put away comes again; in a dry run nothing is put away.
 */
export function puttingAway<Said, Answer>(
  putAway: (record: unknown, why: Error) => Promise<void>,
): NonNullable<Door<Said, Answer>['comesAgain']> {
  return async (again, event, { delivery, served }) => {
    const { Records, dryRun } = event as SQSEvent & { readonly dryRun?: unknown };
    const refused = [...(served.refused ?? [])].map(([{ messageId }, error]) => ({ messageId, error }));
    const left = new Map(again);
    if (dryRun === true)
      return new Map([...again, ...refused.map(({ messageId, error }) => [messageId, error] as const)]);
    for (const { messageId, error } of [...delivery.misheard, ...refused]) {
      const record = Records.find((one) => idOfRecord(one) === messageId);
      try {
        await putAway(record, error);
        left.delete(messageId);
      } catch (thrown) {
        left.set(messageId, errorOf(thrown));
      }
    }
    return left;
  };
}
