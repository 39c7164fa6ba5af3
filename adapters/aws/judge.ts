/** Why AWS will not accept a change until somebody mends something, as a sentence with `{error}`; null for other errors. */
export type Judge = (error: Error) => string | null;
