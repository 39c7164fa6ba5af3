import * as z from 'zod/mini';
import { isSubjectName } from '../../core/model/subject-name.ts';

/** The name of a subject; `what` it is of goes with the article. */
export const nameOf = (what: string) =>
  z.string().check(z.refine(isSubjectName, `the name of ${what} such as checkout/web`));

export const scalableName = nameOf('a scalable');
export const balanceName = nameOf('a balance');
