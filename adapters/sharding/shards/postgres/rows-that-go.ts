import { Refusal } from '../../../../core/model/errors.ts';
import { literal, quoted } from '../../../postgres/quoted.ts';
import type { Work } from './work.ts';

/** Which rows of a table go with a move, as a condition; null where all do. */
export function rowsThatGo({ move, keyColumn }: Pick<Work, 'move' | 'keyColumn'>): string | null {
  if (move.kind !== 'pin' || move.pinned === null) return null;
  if (keyColumn === null)
    throw new Refusal('the keyspace names no keyColumn, which pins need; deploy its config with it');
  return `${quoted(keyColumn)} = ${literal(move.pinned.key)}`;
}
