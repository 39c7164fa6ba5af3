import type { Decision } from '../model/decision.ts';
import type { Because, Reason } from '../model/reason.ts';
import { seeded } from '../model/seeded.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { findingsOf } from './findings-of.ts';
import { limitName } from './limit-name.ts';
import type { Bottleneck, Foreseen, Found, Kept, Observation } from './observation.ts';
import { runsOut } from './runs-out.ts';
import { tellRunsOut } from './tell-runs-out.ts';

/** How long findings are held to be true: some looks may fail meanwhile. */
export const validMs = 3_600_000;

/** What limits a service, by the laws of queueing, and what others are to know of it. */
export function decide({ atMs, memory, mode, readings, unread, growth }: Observation): Decision<Found, Kept> {
  const before = memory.kept?.bottleneck ?? null;
  const diagnosis = diagnose(readings, seeded(), before?.what ?? null);
  const bottleneck = bottleneckOf(diagnosis);
  const isSame = bottleneck !== null && bottleneck.what === before?.what;
  const sinceMs = isSame ? before.sinceMs : atMs;
  const foreseen =
    growth === null ? foreseenBefore(memory.kept) : { readAtMs: atMs, runsOut: runsOut(growth, diagnosis) };
  const { runsOut: ahead } = foreseen;
  const held = { sinceMs, untilMs: atMs + validMs };
  const desired: Found = { bottleneck, runsOut: ahead, findings: findingsOf(diagnosis, held, ahead) };
  const toldUntilMs = memory.kept?.toldUntilMs ?? null;
  const isTold = isSame && toldUntilMs !== null && toldUntilMs - atMs > validMs / 2;
  const tells = bottleneck !== null && !isTold;
  return {
    desired,
    change: tells && mode === 'on' ? desired : null,
    withheld: tells && mode === 'off' ? { says: 'the mode is {mode}', mode } : null,
    lowers: false,
    reasons: reasonsOf(diagnosis, desired, unread),
    binding: 0,
    keep: {
      schema: 1,
      bottleneck: bottleneck === null ? before : { what: bottleneck.what, tier: bottleneck.tier, sinceMs },
      toldUntilMs: tells && mode === 'on' ? atMs + validMs : toldUntilMs,
      foreseen,
    },
    lookAgainAtMs: null,
  };
}

/** What grows is read seldom: meanwhile what was foreseen last stays foreseen. */
function foreseenBefore(kept: Kept | null): Foreseen {
  return kept?.foreseen ?? { readAtMs: null, runsOut: null };
}

function bottleneckOf({ verdict, limits: [first] }: Diagnosis): Bottleneck | null {
  if (verdict.is === 'unknown' || first === undefined) return null;
  const { tier, resource, kind, saturation, headroomPercent } = first;
  return {
    what: limitName(first),
    tier,
    resource,
    kind,
    saturation: saturation.value,
    headroomPercent,
    confidencePercent: verdict.confidencePercent,
  };
}

/** The verdict first, then what would lift it, and what has to be known beside. */
function reasonsOf(diagnosis: Diagnosis, desired: Found, unread: Observation['unread']): readonly Reason<Found>[] {
  const by = (name: string, all: readonly Because[]) => all.map((because) => ({ by: name, desired, because }));
  return [
    ...by('bottleneck', verdictOf(diagnosis)),
    ...by('remedy', remediesOf(diagnosis)),
    ...by('growth', desired.runsOut === null ? [] : [tellRunsOut(desired.runsOut)]),
    ...by('remark', diagnosis.remarks),
    ...by(
      'unread',
      unread.map(({ what, why }) => ({ says: '{what} was not read: {why}', what, why })),
    ),
  ];
}

function verdictOf({ verdict, limits: [first], load }: Diagnosis): readonly Because[] {
  if (verdict.is === 'unknown') return verdict.missing;
  if (first === undefined) return [{ says: 'nothing that is read limits it' }];
  return [
    {
      says: '{what} gives out first, at {saturation} requests per second: {headroom} % above the {now} of now, in {confidence} of 100 draws; next is {next}',
      what: limitName(first),
      saturation: first.saturation.value,
      headroom: first.headroomPercent,
      now: load?.now ?? null,
      confidence: verdict.confidencePercent,
      next: verdict.next === null ? 'nothing that is known' : limitName(verdict.next),
    },
  ];
}

function remediesOf({ remedies }: Diagnosis): readonly Because[] {
  return remedies.map(({ does, saturation, gainPercent, next }) => ({
    ...does,
    says: `${does.says}: {liftsTo} requests per second (+{gain} %), and then {follows} gives out`,
    liftsTo: saturation,
    gain: gainPercent,
    follows: next,
  }));
}
