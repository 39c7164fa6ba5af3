import type { Delivery, Heard, Misheard } from '../../core/looking/deliver.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { came } from './came.ts';
import { type Found, isMessage, Reader } from './read-message.ts';
import { asksForDryRun, type Shape } from './shape.ts';
import type { Message } from './signs.ts';

/**
 * From whatever Lambda is invoked with to what is said to a function that hears messages of some shapes. Never throws: what
 * cannot be understood is told beside what can, so one bad message of a batch stops no other. `invocationId` identifies what
 * came with no id of its own.
 */
export function receive<Said>(event: unknown, invocationId: string, hears: readonly Shape<Said>[]): Delivery<Said> {
  const reader = new Reader(hears);
  if (!isMessage(event) || !('Records' in event)) {
    const whole = { at: 'event', id: invocationId, dryRun: false };
    return deliver(
      false,
      listen(null, () => reader.read(event, whole)),
    );
  }
  const { Records } = event;
  if (!Array.isArray(Records)) {
    const error = new InvalidInput('event.Records', `expected a list of records; came ${came(Records)}`);
    return deliver(false, [{ messageId: null, error }]);
  }
  const records: readonly unknown[] = Records;
  return deliver(
    records.some((record) => idOfRecord(record) !== null),
    records.flatMap((record, index) => {
      const at = `event.Records[${index}]`;
      return listen(idOfRecord(record), () => readRecord(reader, event, record, at, invocationId));
    }),
  );
}

/** A record of a queue, of a stream, of SNS or of S3. */
function readRecord<Said>(
  reader: Reader<Said>,
  event: Message,
  record: unknown,
  at: string,
  invocationId: string,
): readonly Found<Said>[] {
  const dryRun = asksForDryRun(event, 'event');
  if (!isMessage(record)) throw notARecord(record, at);
  if (typeof record.body === 'string') {
    return reader.read(record.body, { at: `${at}.body`, id: idOfRecord(record) ?? invocationId, dryRun });
  }
  if (isMessage(record.Sns)) {
    return reader.read({ Type: 'Notification', ...record.Sns }, { at: `${at}.Sns`, id: invocationId, dryRun });
  }
  if (/^aws:(s3|dynamodb)$/.test(String(record.eventSource)))
    return reader.read(record, { at, id: invocationId, dryRun });
  throw notARecord(record, at);
}

function notARecord(record: unknown, at: string): InvalidInput {
  const known = 'a record of SQS (with a body), of SNS (with Sns), of DynamoDB or of S3 (with their eventSource)';
  return new InvalidInput(at, `expected ${known}; came ${came(record)}`);
}

/** The id by which a queue, or a stream, is told that a record was not dealt with. */
export function idOfRecord(record: unknown): string | null {
  if (!isMessage(record)) return null;
  const id = record.messageId ?? (record.dynamodb as Message | undefined)?.SequenceNumber;
  return typeof id === 'string' && id !== '' ? id : null;
}

function listen<Said>(
  messageId: string | null,
  read: () => readonly Found<Said>[],
): readonly (Heard<Said> | Misheard)[] {
  try {
    return read().map((found) => ({ messageId, ...found }));
  } catch (error) {
    if (error instanceof InvalidInput) return [{ messageId, error }];
    throw error;
  }
}

function deliver<Said>(queued: boolean, all: readonly (Heard<Said> | Misheard)[]): Delivery<Said> {
  return {
    queued,
    heard: all.filter((one) => 'said' in one),
    misheard: all.filter((one) => 'error' in one),
  };
}
