import { closeSync, openSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** PostgreSQL keeps a relation in files of a gigabyte; the second is `path.1`. https://www.postgresql.org/docs/current/storage-file-layout.html */
const mostOfFile = 2 ** 30;

/** Relations of a data folder whose files have a length and no content: a planner asks how long they are. */
export class SparseFiles {
  private readonly folder: string;
  private readonly counts = new Map<string, number>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Gives a relation so many bytes, all of them zero; they take no room on a disk. */
  resize(path: string, bytes: number): void {
    const [before, now] = [this.counts.get(path) ?? 1, Math.max(1, Math.ceil(bytes / mostOfFile))];
    for (let at = now; at < before; at++) rmSync(this.at(path, at), { force: true });
    for (let at = 0; at < now; at++) {
      closeSync(openSync(this.at(path, at), 'a'));
      truncateSync(this.at(path, at), Math.min(mostOfFile, Math.max(0, bytes - at * mostOfFile)));
    }
    this.counts.set(path, now);
  }

  private at(path: string, part: number): string {
    return join(this.folder, part === 0 ? path : `${path}.${part}`);
  }
}
