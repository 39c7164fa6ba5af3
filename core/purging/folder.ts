/** A folder in which something changed, in the tree of the folders of all that changed. */
export interface Folder {
  /** With the slash at its end: `/`, `/a/`. */
  readonly path: string;
  /** Its place among all folders; every folder comes after its parent. */
  readonly index: number;
  readonly parent: Folder | null;
  /** Changed paths in the folder and in all below it. */
  changed: number;
}

/** How many objects below a folder did not change; null where nobody knows what there is. */
export type Unchanged = ((folder: string) => number) | null;

/** The folders of changed paths. One pass over the paths, one look-up each where it is not in the folder of the one before. */
export class Folders {
  readonly all: Folder[] = [];
  private readonly byPath = new Map<string, Folder>();
  private last: Folder = this.at('/');

  constructor(changed: Iterable<string>) {
    for (const path of changed) this.of(path).changed++;
    for (let index = this.all.length - 1; index > 0; index--) {
      const folder = this.all[index];
      if (folder?.parent) folder.parent.changed += folder.changed;
    }
  }

  /** The folder that a changed path lies in. */
  of(path: string): Folder {
    const length = path.lastIndexOf('/') + 1;
    if (length !== this.last.path.length || !path.startsWith(this.last.path)) this.last = this.at(path.slice(0, length));
    return this.last;
  }

  private at(path: string): Folder {
    const known = this.byPath.get(path);
    if (known !== undefined) return known;
    const parent = path === '/' ? null : this.at(path.slice(0, path.lastIndexOf('/', path.length - 2) + 1));
    const made: Folder = { path, index: this.all.length, parent, changed: 0 };
    this.byPath.set(path, made);
    this.all.push(made);
    return made;
  }
}
