import * as z from 'zod/mini';

/** Something of AWS by the name that its metrics have. What a deploy makes is a token at synth, and is checked where it is written. */
export const fullName = (pattern: RegExp, example: string) =>
  z.string().check(
    z.refine((name) => name.includes('${Token[') || pattern.test(name), {
      error: `not the name that metrics have; give one such as ${example}`,
    }),
  );
