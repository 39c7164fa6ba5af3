import * as z from 'zod/mini';
import { mask } from '../../../core/because-of.ts';
import { counted } from '../../../core/model/counted.ts';
import type { InvalidInput } from '../../../core/model/errors.ts';
import type { Point, Series } from '../../../core/readings/series.ts';
import { tellIssues } from '../../../core/schema/tell-issue.ts';
import type { Read } from './read.ts';

const answers = z.strictObject({ answers: z.array(z.unknown()) });

const answer = z.strictObject({
  points: z.array(z.strictObject({ atMs: z.number(), value: z.number() })),
  trouble: z._default(z.nullable(z.string()), null),
});

/** An entry has room for a sentence, not for a page. */
const longestTrouble = 500;

/** The function answered something that is not an answer. */
class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
}

/**
 * Reads what a function has answered: `{ "answers": [{ "points": [{ "atMs", "value" }], "trouble": null }] }`, an answer
 * for each read in their order. One that is bad spoils none of the others; throws where there is no telling them apart.
 */
export function parseAnswers(text: string, reads: readonly Read[]): readonly Series[] {
  const given = parseJson(text);
  const parsed = answers.safeParse(given);
  if (!parsed.success) throw new BadAnswer(tell(tellIssues(parsed.error.issues, given, answers)));
  const told = parsed.data.answers;
  if (told.length !== reads.length)
    throw new BadAnswer(
      `${counted(told.length, 'answer')} came for ${counted(reads.length, 'read')}; answer each, in their order`,
    );
  return reads.map((read, index) => seriesOf(told[index], read, index));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadAnswer('the answer is not JSON; answer { "answers": [...] }');
  }
}

function seriesOf(given: unknown, read: Read, index: number): Series {
  const parsed = answer.safeParse(given);
  if (!parsed.success) {
    const trouble = `BadAnswer: answers[${index}]: ${tell(tellIssues(parsed.error.issues, given, answer))}`;
    return { points: [], trouble: shown(trouble) };
  }
  const { points, trouble } = parsed.data;
  const within = points.filter(({ atMs }) => atMs >= read.fromMs && atMs < read.toMs);
  const aligned = within.filter((point) => isAligned(point, read));
  const strays = within.length - aligned.length;
  const astray = `${counted(strays, 'point')} ${strays === 1 ? 'does' : 'do'} not begin with a period of ${read.periodSeconds} seconds`;
  return { points: aligned, trouble: shown(trouble ?? (strays === 0 ? null : astray)) };
}

/** Periods begin at whole multiples of their length since 1970. */
function isAligned({ atMs }: Point, { periodSeconds }: Read): boolean {
  return atMs % (periodSeconds * 1000) === 0;
}

/** What the function tells reaches entries and logs. */
function shown<Trouble extends string | null>(trouble: Trouble): string | null {
  return trouble === null ? null : mask(trouble).slice(0, longestTrouble);
}

function tell({ message }: InvalidInput): string {
  return message;
}
