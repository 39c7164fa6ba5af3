import type { Diagnosis, Limit, Suspect } from '../../core/diagnosing/diagnosis.ts';
import { limitName } from '../../core/diagnosing/limit-name.ts';
import type { RunsOut } from '../../core/diagnosing/runs-out.ts';
import { tell } from '../../core/model/reason.ts';
import { elseFound } from './else-found.ts';
import { interval, number } from './number-text.ts';
import { tellForecast } from './tell-forecast.ts';

/** A diagnosis as lines for people: what limits the service, what comes next, what would lift it, and what is not known. */
export function tellDiagnosis(diagnosis: Diagnosis, forecast: RunsOut | null): readonly string[] {
  return [
    ...headline(diagnosis),
    ...tellForecast(forecast),
    ...section('What gives out, the first at the head', diagnosis.limits.slice(0, mostLimits).map(limitLine)),
    ...section(
      'What would lift it',
      diagnosis.remedies.map(
        ({ does, saturation, gainPercent, next }) =>
          `${tell(does)}: ${number(saturation)} per second (+${number(gainPercent)} %), then ${next}`,
      ),
    ),
    ...section('How tiers scale', diagnosis.tiers.flatMap(scalabilityLine)),
    ...section('What else was found', elseFound(diagnosis)),
  ];
}

const mostLimits = 8;

function headline({ service, verdict, limits, load }: Diagnosis): readonly string[] {
  const [first] = limits;
  if (verdict.is === 'unknown' || first === undefined || load === null) {
    const missing = verdict.is === 'unknown' ? verdict.missing : [];
    return [`What limits ${service} is unknown:`, ...missing.map((because) => `  ${tell(because)}`)];
  }
  const then =
    verdict.next === null ? '' : `; then ${limitName(verdict.next)}, at ${number(verdict.next.saturation.value)}`;
  return [
    `${limitName(first)} limits ${service} (${number(verdict.confidencePercent)} of 100 draws agree).`,
    `It gives out at ${interval(first.saturation)} requests per second${then}.`,
    `Now there are ${number(load.now)}: headroom ${number(first.headroomPercent)} %.`,
  ];
}

function limitLine(limit: Limit): string {
  const { saturation, busyNow, suspects } = limit;
  const maybe = suspects.length > 1 ? `; it may be ${suspects.map(suspectText).join(', or ')}` : '';
  return `${limitName(limit)}: ${interval(saturation)} per second; ${number(100 * busyNow)} % busy now${maybe}`;
}

function suspectText(suspect: Suspect): string {
  if (suspect.is === 'one-thread') return `one thread of ${suspect.of}`;
  if (suspect.is === 'named') return suspect.name;
  return suspect.is === 'held' ? 'a lock or a pool' : 'something behind the tier';
}

function scalabilityLine({ name, scalability, noScalability }: Diagnosis['tiers'][number]): readonly string[] {
  if (scalability === null) return noScalability === null ? [] : [`${name}: no curve, since ${tell(noScalability)}`];
  const { sigma, kappa, peak, peakThroughput } = scalability;
  const most =
    peak === null
      ? `it comes near to ${number(peakThroughput)} per second`
      : `most is ${number(peakThroughput)} per second, with ${number(peak)} requests inside; more bring less`;
  return [`${name}: contention ${number(sigma)}, coherency ${number(kappa)}; ${most}`];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
