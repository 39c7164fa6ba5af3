import { priceBook } from '../../core/prices/price-book.ts';
import type { Part } from './parts.ts';
import type { Played } from './played.ts';

const daysPerMonth = 30.4;
/** How long entries are kept, as it is deployed. */
const retentionDays = 90;
/** What an invocation is billed for, 512 MB: a tick at which nothing is due, and each look beside it. */
const [secondsPerInvocation, secondsPerLook, memoryGb] = [0.1, 0.2, 0.5];
/** A tick is sent to a queue, taken from it and deleted. */
const requestsPerInvocation = 3;
const gb = 1e9;

/** What calls like those of this day cost a month, by the part of the bill. */
export function pricedCalls(day: Played): ReadonlyMap<Part, number> {
  const perMonth: readonly (readonly [Part, number])[] = [
    ['metrics that are read', (day.metrics * usd('getMetricDataUsdPerThousandMetrics')) / 1e3],
    ['metrics that are read', (day.requests * usd('cloudWatchUsdPerThousandRequests')) / 1e3],
    ['ledger', (day.writeUnits * usd('dynamoDbUsdPerMillionWriteUnits')) / 1e6],
    ['ledger', (day.readUnits * usd('dynamoDbUsdPerMillionReadUnits')) / 1e6],
    ['Lambda', (day.invocations * usd('lambdaUsdPerMillionRequests')) / 1e6],
    ['Lambda', gbSeconds(day) * usd('lambdaUsdPerGbSecond')],
    ['queues', (requestsPerInvocation * day.invocations * usd('sqsUsdPerMillionRequests')) / 1e6],
    ['schedules and events', (day.invocations * usd('schedulerUsdPerMillionInvocations')) / 1e6],
    ['schedules and events', (day.events * usd('eventUsdPerMillion')) / 1e6],
    ['logs', (day.logBytes * usd('logsUsdPerGbTakenIn')) / gb],
  ];
  const kept = (day.expiringBytes / gb) * retentionDays;
  const keeping = kept * (usd('dynamoDbUsdPerGbMonth') + usd('dynamoDbUsdPerRecoverableGbMonth'));
  const sums = new Map<Part, number>([['ledger kept', keeping]]);
  for (const [part, value] of perMonth) sums.set(part, (sums.get(part) ?? 0) + value * daysPerMonth);
  return sums;
}

const usd = (price: keyof typeof priceBook) => priceBook[price].value;

const gbSeconds = ({ invocations, looks }: Played) =>
  memoryGb * (invocations * secondsPerInvocation + looks * secondsPerLook);
