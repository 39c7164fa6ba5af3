import { InvalidInput } from '../model/errors.ts';
import { lsnText, type Position, parseLsn } from './position.ts';

/**
 * What a request, a session or a message carries so that its reads see its writes: a text, made by a write and to be kept
 * as it is. It holds no secret, names no server, and is of one database alone.
 */
export type Token = string;

/** What a token asks for: a position, any state, or what the writer alone has since nobody could tell where the write is. */
export type Wanted = Place | 'anything' | 'the writer';

/** A position, and in which database; left out where the token does not say that. */
interface Place extends Position {
  readonly system?: string;
}

/** A token by which only the writer is asked: of a write whose position nobody could tell. */
const writerToken: Token = 'writer';

const pattern = /^lsn:([1-9]\d{0,9}):([0-9A-F/]{3,17})(?::([0-9]{1,20}))?$/;

export function tokenOf(position: Position | null, system: string | null = null): Token {
  if (position === null) return writerToken;
  return `lsn:${position.timeline}:${lsnText(position.lsn)}${system === null ? '' : `:${system}`}`;
}

/** Throws `InvalidInput` for what no write has answered with. Null is a reader that has written nothing. */
export function parseToken(token: Token | null): Wanted {
  if (token === null) return 'anything';
  if (token === writerToken) return 'the writer';
  const [, timeline, text, system] = (typeof token === 'string' && pattern.exec(token)) || [];
  const lsn = text === undefined ? null : parseLsn(text);
  if (lsn !== null) return { timeline: Number(timeline), lsn, ...(system !== undefined && { system }) };
  const shown = JSON.stringify(String(token).slice(0, 40));
  throw new InvalidInput('token', `${shown} is not a token; pass what a write or a read answered with, or null`);
}
