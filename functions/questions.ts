import type { Context } from 'aws-lambda';
import type { Heard } from '../core/looking/deliver.ts';
import { errorOf, type Served } from '../core/looking/settle.ts';
import type { Sink, Told } from '../core/looking/sink.ts';
import { Refusal } from '../core/model/errors.ts';
import type { Door } from './front-door.ts';

/** What one question came to. */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly told: readonly Told[];
}

/** Answers one question. Rejects with `Refusal` where asking again would not help. */
export type AnswerQuestion<Question, Answer> = (question: Question) => Promise<Answered<Answer>>;

/** What a function that answers works with; made once a process. */
export interface AnsweringWorld<Question, Answer> {
  readonly hears: Door<Question, Answer>['hears'];
  readonly sinks: readonly Sink[];
  /** `abort` ends calls that are still under way when the time is over. */
  invocation(context: Context, abort: AbortSignal): Promise<AnswerQuestion<Question, Answer>>;
}

/** A function that answers what it is asked; nothing is leased, and no entry is written. */
export function questions<Question, Answer>(world: AnsweringWorld<Question, Answer>): Door<Question, Answer> {
  const { hears, sinks } = world;
  return {
    hears,
    sinks,
    serve: async (heard, context, abort) => serveQuestions(heard, await world.invocation(context, abort), sinks),
  };
}

/** One after the other: one that fails never takes the others with it. What is refused would be refused again. */
async function serveQuestions<Question, Answer>(
  heard: readonly Heard<Question>[],
  answer: AnswerQuestion<Question, Answer>,
  sinks: readonly Sink[],
): Promise<Served<Question, Answer>> {
  const faults = new Map<Heard<Question>, Error>();
  const endings: (() => Answer)[] = [];
  for (const one of heard) {
    try {
      const answered = await answer(one.said);
      tellAll(answered.told, sinks);
      endings.push(() => answered.answer);
    } catch (thrown) {
      const error = errorOf(thrown);
      if (!(error instanceof Refusal)) faults.set(one, error);
      tellAll([tellFault(one, error)], sinks);
      endings.push(() => {
        throw error;
      });
    }
    await Promise.all(sinks.map((sink) => sink.flush()));
  }
  return { faults, answer: () => onlyOf(endings) };
}

function tellAll(told: readonly Told[], sinks: readonly Sink[]): void {
  for (const one of told) for (const sink of sinks) sink.tell(one);
}

function tellFault({ messageId }: Heard<unknown>, error: Error): Told {
  const line = { message: error.message, correlation_id: messageId ?? 'none' };
  return { level: error instanceof Refusal ? 'warn' : 'error', line, news: null };
}

/** Who asks directly asks one thing. Throws where any answer is an error. */
function onlyOf<Answer>(endings: readonly (() => Answer)[]): Answer {
  const [first] = endings.map((ending) => ending());
  if (first === undefined) throw new Error('nothing was asked');
  return first;
}
