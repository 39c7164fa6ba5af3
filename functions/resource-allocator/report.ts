import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { LookCounter } from './count-looks.ts';
import { faultOf } from './fault-of.ts';
import type { Looked, ScalingEntry } from './look-all.ts';
import { tellLook } from './tell-look.ts';

/** What a direct invocation is answered with. */
export interface DirectAnswer {
  readonly entries: readonly ScalingEntry[];
  /** How many entries are left out, since an answer holds at most 6 MB; they are in the ledger unless it was a dry run. */
  readonly omitted: number;
}

/** Most entries in an answer: an entry has some kilobytes, an answer 6 MB. */
const mostEntries = 500;

/** Tells what one invocation does: a line of the log for each look, numbers for the whole, entries for who asked. */
export class Report {
  private readonly log: Logger;
  private readonly metrics: Metrics;
  private readonly counter = new LookCounter();
  private readonly entries: ScalingEntry[] = [];
  private omitted = 0;
  /** Why there was nothing to answer with: a look that left no entry. */
  fault: unknown = null;

  constructor(log: Logger, metrics: Metrics) {
    this.log = log;
    this.metrics = metrics;
  }

  readonly onLooked = (looked: Looked): void => {
    this.counter.add(looked);
    const line = { ...tellLook(looked) };
    if (faultOf(looked) === null) this.log.info(line);
    else this.log.error(line);
    if (looked.entry === null) this.fault = looked.fault;
    else this.keep(looked.entry);
  };

  private keep(entry: ScalingEntry): void {
    if (this.entries.length < mostEntries) this.entries.push(entry);
    else this.omitted++;
  }

  /** Hands the numbers over to be written as metrics. */
  count(isFullLook: boolean): void {
    const { DecisionAgeSeconds, ...counts } = this.counter.counts;
    for (const [name, value] of Object.entries(counts)) this.metrics.addMetric(name, 'Count', value);
    this.metrics.addMetric('FullLooks', 'Count', isFullLook ? 1 : 0);
    this.metrics.addMetric('DecisionAgeSeconds', 'Seconds', DecisionAgeSeconds);
    for (const value of this.counter.lookMilliseconds())
      this.metrics.addMetric('LookMilliseconds', 'Milliseconds', value);
  }

  answer(): DirectAnswer {
    return { entries: this.entries, omitted: this.omitted };
  }
}
