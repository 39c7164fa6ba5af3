import type { AskedData } from '../sizes/ask-data.ts';
import type { Advice, AdvisedFleet } from './advice.ts';
import type { AskedCaches } from './ask-caches.ts';
import { monthlyUsd } from './figures.ts';
import { notesOf, summary } from './tell-advice.ts';

/** Advice as one JSON object. Figures are of the same minutes; dollars a month are null where no price is known. */
export function adviceJson(advice: Advice, caches: AskedCaches | null = null): unknown {
  const { where, sloBudgetPercent, leadSeconds, pricesOf, fleets, data, troubles, asking } = advice;
  return {
    says: summary(advice),
    where,
    sloBudgetPercent,
    leadSeconds,
    pricesOf,
    fleets: fleets.map(fleetJson),
    troubles: [...troubles, ...(data?.troubles ?? []), ...(caches?.trouble ? [caches.trouble] : [])],
    asking,
    data: data === null ? null : dataJson(data),
    caches: caches?.caches ?? [],
  };
}

function dataJson({ looked, advice, unpriced, pricesOf }: AskedData) {
  return { looked, advice, unpriced, pricesOf };
}

function fleetJson(fleet: AdvisedFleet) {
  const { name, scaledBy, unit, usdPerUnitHour, reserved, verdict, advice, question, config } = fleet;
  const figures = (of: 'now' | 'headroom' | 'beside') => {
    const told = advice?.[of] ?? null;
    return told === null ? null : { ...told, dollarsPerMonth: monthlyUsd(fleet, told) };
  };
  return {
    name,
    scaledBy,
    unit,
    usdPerUnitHour,
    reserved,
    unitPerSecond: question?.unit.unitPerSecond ?? null,
    days: advice?.days ?? null,
    comparedDays: advice?.comparedDays ?? null,
    now: figures('now'),
    headroom: figures('headroom'),
    beside: figures('beside'),
    beyondMaxPercent: advice?.beyondMaxPercent ?? null,
    verdict,
    notes: notesOf(fleet),
    config,
  };
}
