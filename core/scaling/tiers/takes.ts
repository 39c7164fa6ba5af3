import { newestValue } from '../../readings/newest.ts';
import { connectionsReading } from '../config/tier-needs.ts';
import type { Observation } from '../observation.ts';

/** What the server said, or said last while it does not answer; null where it is not asked, or never has answered. */
export function toldConnections({ config, readings, memory }: Observation): number | null {
  const name = connectionsReading(config.connectionsMost);
  if (name === null) return null;
  return newestValue(readings[name])?.value ?? memory.kept?.tiers?.told ?? null;
}

/** Connections that a scalable takes with so many units running; null where it limits none, or nobody knows. */
export function takenBy(observation: Observation, units: number): number | null {
  const { connectionsMost: most } = observation.config;
  if (most === undefined || typeof most === 'number') return most ?? null;
  if ('perUnit' in most) return Math.floor(most.perUnit * units);
  return toldConnections(observation);
}

/** Units without which fewer connections would be taken than are held; 0 where they do not hang on units. */
export function unitsTaking({ config: { connectionsMost: most } }: Observation, connections: number): number {
  return typeof most === 'object' && 'perUnit' in most ? Math.ceil(connections / most.perUnit) : 0;
}

/** The units that connections call for, held for as long as new ones would take: what wavers within a lead is not a reason to go. */
export function heldTaking({ memory, config, atMs }: Observation, units: number): { units: number; atMs: number } {
  const held = memory.kept?.tiers?.taking;
  const isHeld = held !== undefined && held.units > units && atMs - held.atMs < config.leadSeconds * 1000;
  return isHeld ? held : { units, atMs };
}
