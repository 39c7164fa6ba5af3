import * as z from 'zod/mini';

/** The name of a host, and nothing else: no scheme, no port, no path. */
export const host = () =>
  z
    .string()
    .check(
      z.regex(
        /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        'not a host such as www.example.com',
      ),
    );
