export type Input = Readonly<Record<string, unknown>>;
type Answer = (input: Input) => unknown;

/** A client at the border of the SDK. */
export interface Sender {
  send(command: unknown): Promise<never>;
}

/** Answers by the operation; those that are named in `counted` are counted in `reads`. */
export function sender(
  answers: Readonly<Record<string, Answer>>,
  reads: Map<string, number>,
  counted: readonly string[],
): Sender {
  return {
    send: async (command: unknown): Promise<never> => {
      const { input } = command as { readonly input: Input };
      const operation = (command as object).constructor.name.replace(/Command$/, '');
      if (counted.includes(operation)) reads.set(operation, (reads.get(operation) ?? 0) + 1);
      const answer = answers[operation];
      if (answer === undefined) throw new Error(`${operation} was not expected`);
      return answer(input) as never;
    },
  };
}
