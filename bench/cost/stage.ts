import type { Clock } from '../../core/ports.ts';
import { BilledTable } from './billed-table.ts';
import { CountedCloudWatch } from './counted-cloudwatch.ts';
import { demandAt } from './demand.ts';

/** Where looks are played: a table and a CloudWatch that count what is charged for, and a clock that is set. */
export class Stage {
  readonly table = new BilledTable();
  readonly cloudWatch: CountedCloudWatch;
  readonly clock: Clock;
  nowMs = 0;
  private ids = 0;

  /** `values` tell of metrics by their names; one that is not named tells the requests of a minute. */
  constructor(values: Readonly<Record<string, (atMs: number) => number>> = {}) {
    this.cloudWatch = new CountedCloudWatch((name, atMs) => values[name]?.(atMs) ?? demandAt(atMs) * 60);
    this.clock = { nowMs: () => this.nowMs };
  }

  /** Ids as long as those of the functions. */
  readonly newId = () => `id${String(this.ids++).padStart(10, '0')}`;

  /** What adapters of the table take. */
  get ports() {
    return { client: this.table.client, tableName: 'bench', random: () => 0.5, newId: this.newId };
  }

  configure(capability: string, name: string, config: object): void {
    this.table.put({ pk: { S: `${capability}/config` }, sk: { S: name }, config: { S: JSON.stringify(config) } });
  }
}

/** Longer than any look that is played. */
export const leaseMs = 60_000;
export const leftMs = () => 30_000;
