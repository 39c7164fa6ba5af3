import { InvalidInput } from '../../core/model/errors.ts';
import { came } from './came.ts';
import { asksForDryRun, type Shape, type Wrapping } from './shape.ts';
import { type Message, meantFor, signs } from './signs.ts';

/** Something that was read, and where it was found. */
export interface Found<Said> {
  readonly at: string;
  readonly said: Said;
}

/** An event in an SNS envelope in a queue is three deep: two texts and an envelope. */
const deepest = 5;

/** Reads messages of the shapes that one function hears. */
export class Reader<Said> {
  private readonly hears: readonly Shape<Said>[];

  constructor(hears: readonly Shape<Said>[]) {
    this.hears = hears;
  }

  /**
   * Reads one message: a JSON text or object, as it is, in an SNS envelope, or a list of S3's records.
   * Throws `InvalidInput` naming where it was found, what is understood and, in outline, what came.
   */
  read(message: unknown, wrapping: Wrapping, depth = 0): readonly Found<Said>[] {
    if (depth > deepest) throw new InvalidInput(wrapping.at, 'is wrapped too often; send it as it is');
    if (typeof message === 'string') return this.read(this.fromJson(message, wrapping), wrapping, depth + 1);
    if (!isMessage(message)) throw this.notUnderstood(message, wrapping);
    const inside = { ...wrapping, dryRun: wrapping.dryRun || saysDryRun(message, wrapping.at) };
    if ('Message' in message && message.Type === 'Notification') {
      return this.read(message.Message, unwrap(message, inside), depth + 1);
    }
    const { Records } = message;
    return Array.isArray(Records) ? this.readRecords(Records, inside, depth) : [this.readPlain(message, inside)];
  }

  private readRecords(records: readonly unknown[], wrapping: Wrapping, depth: number): readonly Found<Said>[] {
    return records.flatMap((record, index) =>
      this.read(record, { ...wrapping, at: `${wrapping.at}.Records[${index}]` }, depth + 1),
    );
  }

  private readPlain(message: Message, wrapping: Wrapping): Found<Said> {
    const shape = this.hears.find(({ name }) => signs[name].fits(message));
    if (shape === undefined) throw this.notUnderstood(message, wrapping);
    return { at: wrapping.at, said: shape.read(message, wrapping) };
  }

  private fromJson(text: string, wrapping: Wrapping): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.notUnderstood(text, wrapping);
    }
  }

  private notUnderstood(value: unknown, { at }: Wrapping): InvalidInput {
    const known = this.hears.map(({ name }) => signs[name].title).join(', ');
    const other = isMessage(value) ? meantFor(value) : null;
    if (other === null) return new InvalidInput(at, `expected one of: ${known}; came ${came(value)}`);
    const next = `send it there, or send here one of: ${known}`;
    return new InvalidInput(at, `came ${other.title}, which is for ${other.to}; ${next}`);
  }
}

/** Whether a value is a JSON object. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Said beside an event, or in its detail, where people look for it too. */
function saysDryRun(message: Message, at: string): boolean {
  const { detail } = message;
  const inDetail = isMessage(detail) && asksForDryRun(detail, `${at}.detail`);
  return asksForDryRun(message, at) || inDetail;
}

function unwrap(envelope: Message, { at, id, dryRun }: Wrapping): Wrapping {
  const { MessageId } = envelope;
  return { at: `${at}.Message`, id: typeof MessageId === 'string' && MessageId !== '' ? MessageId : id, dryRun };
}
