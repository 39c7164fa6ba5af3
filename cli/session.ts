import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { styleText } from 'node:util';
import { Interrupted } from './command-error.ts';
import { visible, visibleButStyles, visibleJson } from './visible.ts';

type Style = Parameters<typeof styleText>[0];

/** What a command may know and touch of the terminal and process that it runs in. */
export interface Session {
  /** The version of Headroom. */
  readonly version: string;
  /** Results go here, and nothing else. */
  readonly out: Writable;
  /** Progress, questions and errors go here. */
  readonly err: Writable;
  readonly input: Readable;
  readonly cwd: string;
  /** The variables of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted with an `Interrupted` once the person wants an end. */
  readonly signal: AbortSignal;
  nowMs(): number;
}

/** Lets Ctrl-C be heard between two long pieces of work. Rejects with `Interrupted` where it was. */
export async function hear({ signal }: Session): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

/** Whether a person sees this stream. */
export function isTerminal(stream: Readable | Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** Prints one line of result. Whatever came from outside in it acts on no terminal and makes no second line. */
export function say(session: Session, line = ''): void {
  session.out.write(`${visibleButStyles(line)}\n`);
}

/** Prints a text that the person has given, as it is. */
export function sayAsGiven(session: Session, text: string): void {
  session.out.write(`${text}\n`);
}

/** Prints a result for machines. */
export function sayJson(session: Session, value: unknown): void {
  session.out.write(`${visibleJson(value)}\n`);
}

/** Prints one line on how things are going, as `say` does. */
export function note(session: Session, line: string): void {
  session.err.write(`${visibleButStyles(line)}\n`);
}

/** Coloured where the stream is a terminal that wants colours (NO_COLOR and FORCE_COLOR count), plain elsewhere. */
export function coloured(stream: Writable, style: Style, text: string): string {
  return styleText(style, text, { stream: stream as NodeJS.WriteStream, validateStream: true });
}

/** Asks a yes-or-no question; anything but yes, also the end of the input, is no. Rejects with `Interrupted` at Ctrl-C. */
export async function ask(session: Session, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await askText(session, `${question} [y/N]`));
}

/** Asks for a text, without what stands around it; the end of the input is none. Rejects with `Interrupted` at Ctrl-C. */
export async function askText(session: Session, question: string): Promise<string> {
  const lines = createInterface({ input: session.input, output: session.err });
  // While it asks, the terminal gives it Ctrl-C as a key, and nobody gets a signal.
  const ended = new Promise<string>((resolve, reject) => {
    lines.once('SIGINT', () => {
      session.err.write('\n');
      reject(new Interrupted(130));
    });
    lines.once('close', () => resolve(''));
  });
  try {
    const answer = lines.question(`${visible(question)} `, { signal: session.signal });
    return (await Promise.race([answer, ended])).trim();
  } finally {
    lines.close();
  }
}
