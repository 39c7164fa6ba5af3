/** How a share of the CPU is told. */
export type CpuUnit = 'percent' | 'share';

/** AWS publishes percent. */
export function cpuScale(unit: CpuUnit): { readonly scale?: number } {
  return unit === 'share' ? { scale: 1 / 100 } : {};
}
