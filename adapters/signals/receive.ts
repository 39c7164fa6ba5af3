import { InvalidInput } from '../../core/model/errors.ts';
import type { Signal } from '../../core/model/signal.ts';
import { came } from './came.ts';
import { asksForDryRun, isMessage, readMessage } from './read-message.ts';
import type { Message, Wrapping } from './shape.ts';

/** A signal, and the queue's id of the message that it came in; null where it came by no queue. */
export interface Heard {
  readonly messageId: string | null;
  readonly signal: Signal;
}

/** A message that could not be understood. */
interface Misheard {
  readonly messageId: string | null;
  readonly error: InvalidInput;
}

/** What one invocation brought. */
export interface Delivery {
  /** True where it came by a queue, which wants to be told the ids of the messages that failed. */
  readonly queued: boolean;
  readonly heard: readonly Heard[];
  readonly misheard: readonly Misheard[];
}

/**
 * From whatever Lambda is invoked with to signals. Never throws: what cannot be understood is told beside what can, so one
 * bad message of a batch stops no other. `invocationId` identifies a signal that came with no id of its own.
 */
export function receive(event: unknown, invocationId: string): Delivery {
  if (!isMessage(event) || !('Records' in event)) {
    const whole: Wrapping = { at: 'event', id: invocationId, dryRun: false };
    return deliver(false, [listen(null, () => readMessage(event, whole))]);
  }
  const { Records } = event;
  if (!Array.isArray(Records)) {
    const error = new InvalidInput('event.Records', `expected a list of records; came ${came(Records)}`);
    return deliver(false, [{ messageId: null, error }]);
  }
  const records: readonly unknown[] = Records;
  return deliver(
    records.some((record) => queueIdOf(record) !== null),
    records.map((record, index) => listenToRecord(event, record, `event.Records[${index}]`, invocationId)),
  );
}

function listenToRecord(event: Message, record: unknown, at: string, invocationId: string): Heard | Misheard {
  const messageId = queueIdOf(record);
  return listen(messageId, () => {
    const dryRun = asksForDryRun(event, { at: 'event' });
    if (isMessage(record) && typeof record.body === 'string') {
      return readMessage(record.body, { at: `${at}.body`, id: messageId ?? invocationId, dryRun });
    }
    if (isMessage(record) && isMessage(record.Sns)) {
      return readMessage({ Type: 'Notification', ...record.Sns }, { at: `${at}.Sns`, id: invocationId, dryRun });
    }
    throw new InvalidInput(at, `expected a record of SQS (with a body) or of SNS (with Sns); came ${came(record)}`);
  });
}

function queueIdOf(record: unknown): string | null {
  if (!isMessage(record)) return null;
  const { messageId } = record;
  return typeof messageId === 'string' && messageId !== '' ? messageId : null;
}

function listen(messageId: string | null, read: () => Signal): Heard | Misheard {
  try {
    return { messageId, signal: read() };
  } catch (error) {
    if (error instanceof InvalidInput) return { messageId, error };
    throw error;
  }
}

function deliver(queued: boolean, all: readonly (Heard | Misheard)[]): Delivery {
  return {
    queued,
    heard: all.filter((one) => 'signal' in one),
    misheard: all.filter((one) => 'error' in one),
  };
}
