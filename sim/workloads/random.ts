import { seeded } from '../../core/model/seeded.ts';

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** Uniform numbers with Box and Muller's normals: small, fast, and good enough for noise. */
export function random(seed: number): Random {
  const uniform = seeded(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b));
  let kept: number | null = null;
  const normal = (): number => {
    if (kept !== null) {
      const value = kept;
      kept = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { uniform, normal };
}
