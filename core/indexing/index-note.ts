import type { Counts } from './counts.ts';

/**
 * What is written at an index in its comment, so that whoever looks next knows what began there, whatever has become of who began it.
 * - `made`: Headroom has made it. `before` is what was counted until then of the statements that it is for.
 * - `watched`: it is to be dropped, unless it is used. `scans` is how often each server had used it until then.
 */
export type IndexNote =
  | { readonly schema: 1; readonly is: 'made'; readonly atMs: number; readonly before: Counts }
  | {
      readonly schema: 1;
      readonly is: 'watched';
      readonly atMs: number;
      readonly scans: Readonly<Record<string, number>>;
      /** The comment that was there; null where there was none. */
      readonly comment: string | null;
    };

const mark = 'headroom: ';

/** A note as the comment of an index. */
export function noteText(note: IndexNote): string {
  return `${mark}${JSON.stringify(note)}`;
}

/** The note in a comment; null where it is somebody else's, or of a release that this one cannot read. */
export function noteIn(comment: string | null): IndexNote | null {
  if (comment === null || !comment.startsWith(mark)) return null;
  try {
    const note = JSON.parse(comment.slice(mark.length)) as IndexNote | null;
    const isRead = note?.schema === 1 && typeof note.atMs === 'number' && (note.is === 'made' || note.is === 'watched');
    return isRead ? note : null;
  } catch {
    return null;
  }
}
