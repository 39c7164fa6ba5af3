import { InvalidInput } from '../../../model/errors.ts';
import type { Because } from '../../../model/reason.ts';
import { type DurationCurve, durationMs, fitCurve, type TriedMemory } from './duration-curve.ts';

/** What is known of a function. */
export interface MemoryQuestion {
  /** What its calls took, by memory; that of `ownMb` has to be among them. */
  readonly tried: readonly TriedMemory[];
  /** The memory that it has. */
  readonly ownMb: number;
  /** The most memory that a call was seen to use. */
  readonly mostUsedMb: number;
  readonly usdPerGbSecond: number;
  /** Null where nobody knows: then what is saved is told by the million. */
  readonly callsPerMonth: number | null;
  /** A memory with which calls take longer on average is left out; null where any will do. */
  readonly atMostMs: number | null;
}

/** One memory, and what it comes to. */
export interface MemoryOffer {
  readonly memoryMb: number;
  readonly meanMs: number;
  /** Whether it was tried; else the curve says it. */
  readonly isTried: boolean;
  /** Without what each request costs by itself, which is the same of all. */
  readonly usdPerMillion: number;
}

/** What is advised on the memory of a function. */
export interface MemoryAdvice {
  readonly own: MemoryOffer;
  /** Cheapest first. */
  readonly offers: readonly MemoryOffer[];
  /** Null where it was tried with one memory alone. */
  readonly curve: DurationCurve | null;
  readonly because: Because;
}

/** A memory is advised that saves more than this share. */
const leastSaving = 0.03;
/** What a call used at the most has to be this much below what there is: the next may use more. */
const roomForMore = 1.2;
/** What the curve says between memories counts where it is wrong by no more of those that were tried. */
const trustedError = 0.1;
/** Lambda's own unit of thinking; between them nothing of interest happens. */
const everyMb = 128;

/**
 * Which memory serves calls for the least. More memory costs more by the millisecond and brings more CPU, so that it is the
 * cheapest up to where a call gets faster no more. Throws `InvalidInput` where the memory that it has was not tried.
 */
export function adviseMemory(question: MemoryQuestion): MemoryAdvice {
  const { tried, ownMb, atMostMs, mostUsedMb } = question;
  const curve = fitCurve(tried);
  const offers = [...tried.map((one) => offerOf(question, one, true)), ...between(question, curve)];
  const own = offers.find(({ memoryMb, isTried }) => isTried && memoryMb === ownMb);
  if (own === undefined)
    throw new InvalidInput('memory', `${ownMb} MB, which the function has, were not tried; add them`);
  const able = offers
    .filter(({ memoryMb }) => memoryMb >= roomForMore * mostUsedMb || memoryMb === ownMb)
    .filter(({ meanMs, memoryMb }) => atMostMs === null || meanMs <= atMostMs || memoryMb === ownMb)
    .sort((a, b) => a.usdPerMillion - b.usdPerMillion || a.meanMs - b.meanMs);
  const best = able.find(({ meanMs }) => atMostMs === null || meanMs <= atMostMs) ?? own;
  return { own, offers: able, curve, because: becauseOf(question, own, best) };
}

function offerOf({ usdPerGbSecond }: MemoryQuestion, { memoryMb, meanMs }: TriedMemory, isTried: boolean): MemoryOffer {
  // Lambda bills whole milliseconds: https://aws.amazon.com/lambda/pricing/.
  const usdPerMillion = (memoryMb / 1024) * (Math.ceil(meanMs) / 1000) * usdPerGbSecond * 1e6;
  return { memoryMb, meanMs, isTried, usdPerMillion };
}

/** What the curve says of memories between those that were tried: beyond them it was never held to anything. */
function between(question: MemoryQuestion, curve: DurationCurve | null): readonly MemoryOffer[] {
  const known = question.tried.map(({ memoryMb }) => memoryMb);
  if (curve === null || known.length < 3 || curve.worstError > trustedError) return [];
  const first = Math.ceil(Math.min(...known) / everyMb) * everyMb;
  const count = Math.max(0, Math.floor((Math.max(...known) - first) / everyMb) + 1);
  return Array.from({ length: count }, (_, at) => first + at * everyMb)
    .filter((memoryMb) => !known.includes(memoryMb))
    .map((memoryMb) => offerOf(question, { memoryMb, meanMs: durationMs(curve, memoryMb) }, false));
}

function becauseOf({ callsPerMonth, atMostMs }: MemoryQuestion, own: MemoryOffer, best: MemoryOffer): Because {
  const isTooSlow = atMostMs !== null && own.meanMs > atMostMs;
  if (best === own || (!isTooSlow && best.usdPerMillion >= (1 - leastSaving) * own.usdPerMillion)) {
    const says = 'keep {own} MB: no memory that serves is more than 3 % cheaper';
    return {
      says: best === own && isTooSlow ? 'none of the memories is fast enough; {own} MB stay' : says,
      own: own.memoryMb,
    };
  }
  const calls = callsPerMonth ?? 1e6;
  const saved = ((own.usdPerMillion - best.usdPerMillion) * calls) / 1e6;
  const per = callsPerMonth === null ? 'for each million calls' : 'a month';
  const what = saved >= 0 ? '{dollars} dollars less' : '{dollars} dollars more';
  const says = `{memory} MB would serve what {own} MB do, for ${what} ${per}, because a call takes {ms} ms in place of {now} ms`;
  return {
    ...{ says, memory: best.memoryMb, own: own.memoryMb, dollars: Math.abs(saved) },
    ...{ ms: Math.round(best.meanMs), now: Math.round(own.meanMs) },
  };
}
