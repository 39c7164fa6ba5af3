import { combine } from '../readings/combine.ts';
import { doubtFrozen, followSameness } from '../readings/frozen.ts';
import { lateBecause, patienceSeconds } from '../readings/lateness.ts';
import type { Reading } from '../readings/reading.ts';
import { type ReadingConfig, runningReading } from '../readings/reading-config.ts';
import { holdsLast } from '../readings/source-kinds.ts';
import { readingsOf } from './config/readings-of.ts';
import type { ScalableConfig } from './config/scalable.ts';
import { connectionsReading } from './config/tier-needs.ts';
import type { Kept } from './observation.ts';
import type { ScalingWorld } from './ports.ts';

/** How many periods that are due a look asks for: enough for late data and for looks that come five minutes apart. */
const periodsRead = 10;
/** As many while nothing can be seen: then the question is how late the newest points are. */
const periodsReadBlind = 60;

/** How far back a reading is asked for, in periods. */
interface Range {
  readonly periodSeconds: number;
  readonly delaySeconds: number;
  /** How long its points are waited for. */
  readonly patience: number;
}

/** Every reading that a scalable's policies look at, and what ran beside it. Never rejects for what cannot be read. */
export async function readAll(
  world: Pick<ScalingWorld, 'source'>,
  config: ScalableConfig,
  kept: Kept | null,
  atMs: number,
): Promise<Record<string, Reading>> {
  const wanted = Object.entries(config.readings).filter(([name]) => name === runningReading || isUsed(config, name));
  const reading = async ([name, one]: (typeof wanted)[number]) => [name, await read(world, name, one, { kept, atMs })];
  return Object.fromEntries(await Promise.all(wanted.map(reading)));
}

function isUsed(config: ScalableConfig, name: string): boolean {
  if (connectionsReading(config.connectionsMost) === name) return true;
  return config.policies.some((policy) => readingsOf(policy).includes(name));
}

async function read(
  { source }: Pick<ScalingWorld, 'source'>,
  name: string,
  reading: ReadingConfig,
  { kept, atMs }: { readonly kept: Kept | null; readonly atMs: number },
): Promise<Reading> {
  const lateness = kept?.lateness?.[name] ?? null;
  const periodSeconds = reading.parts[0]?.periodSeconds ?? 60;
  const delaySeconds = Math.max(...reading.parts.map((part) => part.delaySeconds));
  const patience = patienceSeconds(lateness, delaySeconds, periodSeconds);
  const usual = periodsFor({ periodSeconds, delaySeconds, patience });
  const periods = (kept?.silentSinceMs ?? null) === null ? usual : Math.max(periodsReadBlind, usual);
  const toMs = Math.floor(atMs / (periodSeconds * 1000)) * periodSeconds * 1000;
  const fromMs = toMs - periods * periodSeconds * 1000;
  const parts = await Promise.all(reading.parts.map((part) => source.read(part, fromMs, toMs)));
  const combined = combine(withPatience(reading, patience), parts, fromMs, toMs, atMs);
  const late = lateBecause(combined, lateness, delaySeconds);
  const sameness = mayFreeze(name, reading) ? followSameness(kept?.sameness?.[name] ?? null, combined) : null;
  const doubted = doubtFrozen(combined, sameness);
  const trouble = [combined.trouble, late, doubted.trouble].filter((one) => one !== null).join('; ') || null;
  const samples = newest({ ...combined, samples: doubted.samples }, usual);
  return { ...combined, delaySeconds, ...(sameness !== null && { sameness }), samples, trouble };
}

/** How much capacity runs may stay the same for weeks. */
function mayFreeze(name: string, { parts }: ReadingConfig): boolean {
  return name !== runningReading && parts.some(holdsLast);
}

/** What is waited for longer is read in whole multiples, so that readings that are late differently are still read together. */
function periodsFor({ periodSeconds, delaySeconds, patience }: Range): number {
  const delayed = Math.ceil(delaySeconds / periodSeconds);
  const more = Math.ceil(patience / periodSeconds) - delayed;
  return periodsRead + delayed + Math.ceil(more / periodsRead) * periodsRead;
}

/** So many samples, and those back to the newest value where that is older. */
function newest({ samples }: Reading, periods: number): Reading['samples'] {
  const value = samples.findLastIndex(({ is }) => is === 'value');
  const from = samples.length - periods;
  return from <= 0 ? samples : samples.slice(value < 0 ? from : Math.min(from, value));
}

function withPatience(reading: ReadingConfig, patience: number): ReadingConfig {
  if (reading.parts.every(({ delaySeconds }) => delaySeconds >= patience)) return reading;
  const parts = reading.parts.map((part) => ({ ...part, delaySeconds: Math.max(part.delaySeconds, patience) }));
  return { ...reading, parts };
}
