import type { KeyReport } from '../../../core/sharding/planning/key-report.ts';
import { KeyWeights } from './key-weights.ts';

/** Where reports go, and who is told where one could not be written. */
export interface KeyReporterOptions {
  put(report: KeyReport): Promise<void>;
  nowMs(): number;
  random(): number;
  onTrouble(what: string, error: unknown): void;
}

const reportMs = 900_000;

/** Says now and then which keys this process spends its time on, and once more when it is closed. */
export class KeyReporter {
  readonly weights = new KeyWeights();
  private readonly options: KeyReporterOptions;
  private timer: NodeJS.Timeout | null = null;

  constructor(options: KeyReporterOptions) {
    this.options = options;
    this.arm();
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.report();
  }

  private arm(): void {
    this.timer = setTimeout(() => void this.beat(), reportMs * (0.5 + this.options.random()));
    this.timer.unref();
  }

  private async beat(): Promise<void> {
    await this.report();
    if (this.timer !== null) this.arm();
  }

  private async report(): Promise<void> {
    const report = this.weights.take(this.options.nowMs());
    if (report === null) return;
    try {
      await this.options.put(report);
    } catch (error) {
      this.options.onTrouble('which keys are heavy could not be reported', error);
    }
  }
}
