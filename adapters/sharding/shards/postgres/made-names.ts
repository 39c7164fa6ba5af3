import type { Move } from '../../../../core/sharding/moving/move.ts';

/** Everything made for moves has a name that begins so. */
export const madePrefix = 'headroom_';

/** What is made on servers for one move. */
export interface MadeNames {
  /** A schema on both sides, with the tables below. */
  readonly schema: string;
  /** Marks that travel on the way of the move; the mark of the cut is one. */
  readonly marks: string;
  /** One name for the publication, the replication slot and the subscription on the way of the move. */
  readonly stream: string;
}

/** The mark that is the last thing the source says before the cut. */
export const cutMark = 'cut';

/** The table of what has been done to the copy, on both sides. */
export const notesTable = 'notes';

/** The note on which rows a pin takes, as a condition. */
export const rowsNote = 'rows';

/** The note, at the source of a pin, on the schema where rows of the key still are that is pinned by now. */
export const unreleasedNote = 'unreleased';

/** The note, at the target, that its copy must not be opened any more, though it has its name still. */
export const discardedNote = 'discarded';

/** The note on the stamp of the source's tables as they were when they were last compared with the copy, for each way. */
export const comparedNote = ({ way }: Pick<Move, 'way'>) => `compared ${way}`;

/** The names of what is made for a move, on the way that it is on. */
export function madeNames({ id, way }: Pick<Move, 'id' | 'way'>): MadeNames {
  const schema = `${madePrefix}${id}`;
  return way === 'there'
    ? { schema, marks: 'marks', stream: schema }
    : { schema, marks: 'marks_back', stream: `${schema}_back` };
}

/** The name of what is made, for a moment, to try whether one server reaches another; each try adds a word of its own. */
export const tryName = (stream: string) => `${stream}_try`;

/** How a copy that nobody owns says whose it is. */
export function commentOf({ id }: Pick<Move, 'id'>): string {
  return `made by headroom for move ${id}`;
}
