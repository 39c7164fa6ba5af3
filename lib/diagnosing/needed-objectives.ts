import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkNeeds } from '../../core/diagnosing/config/needs.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { BudgetAlarms } from './budget-alarms.ts';
import type { Promising } from './promising.ts';
import type { WindowAlarms } from './window-alarms.ts';

interface Known {
  readonly promising: Promising;
  readonly needs: readonly string[];
  readonly windows: WindowAlarms;
}

/**
 * Who needs whom. The alarms on a budget are made once those of all that its service needs are, in whatever order services are
 * watched; `problems` tells of those that were never made.
 */
export class NeededObjectives {
  private readonly known = new Map<string, Known>();
  private readonly made = new Map<string, BudgetAlarms>();
  private readonly own: Construct;

  /** `own` is in the stack that all others depend on. */
  constructor(own: Construct) {
    this.own = own;
  }

  add(service: string, known: Known): void {
    this.known.set(service, known);
    while ([...this.known].some(([one, of]) => this.makeOnceItCan(one, of)));
  }

  /** What is wrong once all services are watched. */
  problems(): string[] {
    try {
      checkNeeds(new Map([...this.known].map(([service, { needs }]) => [service, needs])));
      return [];
    } catch (error) {
      if (error instanceof InvalidInput) return [error.message];
      throw error;
    }
  }

  private makeOnceItCan(service: string, { promising, needs, windows }: Known): boolean {
    const needed = needs.flatMap((one) => this.made.get(one) ?? []);
    if (this.made.has(service) || needed.length < needs.length) return false;
    const scope = this.scopeOf(service, windows, needed);
    this.made.set(service, new BudgetAlarms(scope, 'Budget', { promising, windows, needed }));
    return true;
  }

  /** Beside its windows; but what is in the stack of Headroom can wait for nothing of a stack that depends on it. */
  private scopeOf(service: string, windows: WindowAlarms, needed: readonly BudgetAlarms[]): Construct {
    const stack = Stack.of(this.own);
    const elsewhere = needed.find((one) => Stack.of(one) !== stack);
    if (Stack.of(windows) !== stack || elsewhere === undefined) return windows;
    return new Construct(Stack.of(elsewhere), `${this.own.node.path.replaceAll('/', '-')}-${service}`);
  }
}
