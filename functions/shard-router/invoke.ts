import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { answer, type RouterAnswer, type RouterParts } from './answer.ts';
import { readRequest } from './read-request.ts';

/** What the function works with; made once a process. */
export interface RouterWorld extends RouterParts {
  readonly log: Logger;
}

/** Answers one question about a keyspace. It is no look: nothing is decided, leased or recorded. */
export function invoke(event: unknown, _: Context, __: AbortSignal, world: RouterWorld): Promise<RouterAnswer> {
  return answer(readRequest(event, world.keyspace), world);
}
