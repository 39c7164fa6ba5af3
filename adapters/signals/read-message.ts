import { InvalidInput } from '../../core/model/errors.ts';
import type { Signal } from '../../core/model/signal.ts';
import { alarmAction, alarmEvent, alarmNotification } from './alarm-shapes.ts';
import { balanceRequest, balanceRequested } from './balance-shapes.ts';
import { came } from './came.ts';
import { capacityChanged } from './change-shape.ts';
import { lookRequest, lookRequested } from './manual-shapes.ts';
import type { Message, Shape, Wrapping } from './shape.ts';
import { tick } from './tick-shape.ts';

/** Every form in which a signal arrives. */
const shapes: readonly Shape[] = [
  alarmAction,
  alarmEvent,
  alarmNotification,
  tick,
  lookRequest,
  lookRequested,
  capacityChanged,
  balanceRequest,
  balanceRequested,
];

/** An event in an SNS envelope in a queue is three deep: two texts and an envelope. */
const deepest = 5;

/**
 * Reads one message: a JSON text or object, as it is or in an SNS envelope.
 * Throws `InvalidInput` naming where it was found, what is understood and, in outline, what came.
 */
export function readMessage(message: unknown, wrapping: Wrapping, depth = 0): Signal {
  if (depth > deepest) throw new InvalidInput(wrapping.at, 'is wrapped too often; send it as it is');
  if (typeof message === 'string') return readMessage(fromJson(message, wrapping), wrapping, depth + 1);
  if (!isMessage(message)) throw notUnderstood(message, wrapping);
  const inside = { ...wrapping, dryRun: wrapping.dryRun || asksForDryRun(message, wrapping) };
  if ('Message' in message && message.Type === 'Notification') {
    return readMessage(message.Message, unwrap(message, inside), depth + 1);
  }
  const form = shapes.find((candidate) => candidate.fits(message));
  if (form === undefined) throw notUnderstood(message, wrapping);
  return form.read(message, inside);
}

/** Whether a value is a JSON object. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a message asks that nothing be changed. Throws `InvalidInput` where it says neither yes nor no. */
export function asksForDryRun(message: Message, { at }: { readonly at: string }): boolean {
  const { dryRun } = message;
  if (dryRun === undefined) return false;
  if (typeof dryRun === 'boolean') return dryRun;
  throw new InvalidInput(`${at}.dryRun`, `expected true or false; came ${came(dryRun)}`);
}

function unwrap(envelope: Message, { at, id, dryRun }: Wrapping): Wrapping {
  const { MessageId } = envelope;
  return { at: `${at}.Message`, id: typeof MessageId === 'string' && MessageId !== '' ? MessageId : id, dryRun };
}

function fromJson(text: string, wrapping: Wrapping): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notUnderstood(text, wrapping);
  }
}

function notUnderstood(value: unknown, { at }: Wrapping): InvalidInput {
  const known = shapes.map(({ title }) => title).join(', ');
  return new InvalidInput(at, `expected one of: ${known}; came ${came(value)}`);
}
