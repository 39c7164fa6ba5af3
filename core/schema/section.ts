import type * as z from 'zod/mini';

/** What only one subject of a config may have. */
export interface Own {
  /** Where the subject says so. */
  readonly field: string;
  readonly who: string;
  /** The same text for the same thing. */
  readonly place: string;
  /** What two that have it do to it, e.g. `scale the ecs-service shop/web`. */
  readonly does: string;
}

/** What a config file holds of one capability: its subjects, each by its name. */
export interface Section<Input, Subject> {
  /** What people write of one subject; there for its type alone. */
  readonly input?: Input;
  /** Reads one subject. Throws `InvalidInput` naming the field, the value and the fix. */
  parse(name: string, input: unknown): Subject;
  /** All that people write of one subject, as one schema: documents and editors know it by that. */
  written(): z.ZodMiniType;
  /** What it has to itself. */
  own(subject: Subject): readonly Own[];
  /** What it is, in a few words, e.g. `recommend, 2 to 24`. */
  tell(subject: Subject): string;
  /** What is allowed in it and will not do what its writer seems to want; left out where there is no such thing. */
  remarks?(subject: Subject): readonly Remark[];
  /** Subjects of other capabilities that it names; left out where it names none. */
  names?(subject: Subject): readonly Naming[];
}

export interface Remark {
  readonly field: string;
  /** One sentence, with the fix. */
  readonly says: string;
}

interface Naming {
  readonly field: string;
  readonly section: 'scalables';
  readonly name: string;
}
