import type { Findings } from '../ports.ts';
import type { Reading } from '../readings/reading.ts';
import type { ReadingConfig } from '../readings/reading-config.ts';
import type { ServiceConfig } from './config/watched-service.ts';

/** Over which time readings are read, and when. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly atMs: number;
}

/** All that diagnosing touches besides the ledger. */
export interface DiagnosingWorld {
  /** The config of a service. Rejects with `Refusal` where none is watched by this name. */
  service(name: string): Promise<ServiceConfig>;
  /** Reads one number over a span. Never rejects: what cannot be read is told as trouble. */
  read(reading: ReadingConfig, span: Span): Promise<Reading>;
  /** What it finds is written there, and what others have found of the service is read. */
  readonly findings: Findings;
}
