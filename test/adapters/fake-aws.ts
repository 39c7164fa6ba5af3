import { denied, hang } from './aws-error.ts';

/** One call that was made. */
export interface Call {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Command {
  readonly input: object;
  readonly constructor: { readonly name: string };
}

type Answer = (input: never) => object;

/**
 * An AWS service at the boundary of its SDK client. `answers` holds what it does for each action; it throws what AWS would.
 * `troubles` are given, first come first served, instead of answers: errors to throw, or `hang`.
 */
export class FakeAws<Client> {
  readonly calls: Call[] = [];
  troubles: (Error | 'hang')[] = [];
  /** Actions that the role may not use. */
  readonly forbidden = new Set<string>();
  private readonly answers: Readonly<Record<string, Answer>>;

  constructor(answers: Readonly<Record<string, Answer>>) {
    this.answers = answers;
  }

  /** What is handed to the code under test in place of the SDK's client. */
  get client(): Client {
    return {
      send: (command: Command, options?: { abortSignal?: AbortSignal }) => this.send(command, options),
    } as Client;
  }

  called(action: string): number {
    return this.calls.filter((call) => call.action === action).length;
  }

  private async send(command: Command, options: { abortSignal?: AbortSignal } = {}): Promise<object> {
    const action = command.constructor.name.replace(/Command$/, '');
    const input = structuredClone(command.input);
    this.calls.push({ action, input: input as Call['input'] });
    await Promise.resolve();
    if (this.forbidden.has(action)) throw denied();
    const trouble = this.troubles.shift();
    if (trouble === 'hang') return hang(options.abortSignal);
    if (trouble !== undefined) throw trouble;
    const answer = this.answers[action];
    if (answer === undefined) throw new Error(`the fake knows no ${action}`);
    return structuredClone(answer(input as never));
  }
}
