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

/** The folders of changed paths. One pass over the paths, one look-up each where it is not in the folder of the one before. */
export class Folders {
  readonly all: Folder[] = [];
  private readonly byPath = new Map<string, Folder>();
  private last: Folder = this.at('/');

  /** The folders of paths that have changed. */
  static of(changed: Iterable<string>): Folders {
    const folders = new Folders();
    for (const path of changed) folders.holding(path).changed++;
    for (let index = folders.all.length - 1; index > 0; index--) {
      const folder = folders.all[index];
      if (folder?.parent) folder.parent.changed += folder.changed;
    }
    return folders;
  }

  /** Folders, and how many paths changed in each and below it. */
  static counted(changed: Readonly<Record<string, number>>): Folders {
    const folders = new Folders();
    for (const [path, count] of Object.entries(changed)) folders.holding(path).changed = count;
    return folders;
  }

  /** The folder that a path lies in. */
  holding(path: string): Folder {
    const length = path.lastIndexOf('/') + 1;
    if (length !== this.last.path.length || !path.startsWith(this.last.path))
      this.last = this.at(path.slice(0, length));
    return this.last;
  }

  /** The folders in which most changed, with all that they lie in: at most so many. */
  largest(most: number): readonly Folder[] {
    if (this.all.length <= most) return this.all;
    return this.all.toSorted((a, b) => b.changed - a.changed || a.index - b.index).slice(0, most);
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
