/** A line, or some, put right after a text that a file holds once. */
export interface Edit {
  readonly file: string;
  /** An import, put at the top; null where none is needed. */
  readonly imports: string | null;
  readonly after: string;
  readonly line: string;
  /**
   * Who asks for it: `nobody` for the line that one begins with, the compiler, or a test that names the file. Where the
   * compiler names the new file that needs the edit, that file is `complains`.
   */
  readonly askedBy: 'nobody' | 'compiler' | 'test';
  readonly complains?: string;
}

/** A made-up thing that is added to a copy of the source, and what it may cost. */
export interface Adding {
  readonly what: string;
  /** Most files that are edited; new ones are free. */
  readonly most: number;
  /** New files by their path from the root. */
  readonly files: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
}
