import type { DeclaredScalable } from '../../core/scaling/config/declared-scalable.ts';
import type { ScaleProps } from './scalable-settings.ts';
import { targetNamed } from './targets/catalogue.ts';
import type { ScalingTarget } from './targets/scaling-target.ts';

/** What a config file says of a scalable, as `headroom.scale` takes it. */
export function scaleProps({ config, targetOptions }: DeclaredScalable): [string, ScalingTarget, ScaleProps] {
  const { scalable, schema: _, target, ...settings } = config;
  return [scalable, targetNamed(target, targetOptions), settings];
}
