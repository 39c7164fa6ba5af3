import { type Found, ok, trouble, warning } from '../../model/verdict.ts';
import type { ScalableConfig } from '../config/scalable.ts';
import type { Rival } from '../observation.ts';
import { isFollowing } from '../rivals.ts';

/** Two that scale one target undo each other: what acts asks for nothing beside it, what advises says so. */
export function foundOfRivals(
  rivals: readonly Rival[],
  { scalable, mode, coexist, beside }: ScalableConfig,
): readonly Found[] {
  if (beside !== undefined) return besideNative(rivals);
  if (rivals.length === 0) return [ok('nothing else scales it')];
  const acts = mode === 'on' || mode === 'scale-out-only';
  return rivals.map((rival) => {
    const { what, suspend, idle } = rival;
    if (idle) return ok(`${what} could scale it, and has no policy and no schedule that acts`);
    const follows = isFollowing(rival, scalable);
    if (!follows && rival.scalable !== undefined) {
      const mend = `apply what "headroom manifests" prints for ${scalable}`;
      return trouble(
        `${what} asks for what Headroom wants of ${rival.scalable}, and points at what ${scalable} scales; ${mend}`,
      );
    }
    if (follows && !acts) return ok(`${what} follows what Headroom wants`);
    if (follows)
      return trouble(
        `${what} asks for what Headroom wants by itself, so that mode ${mode} asks for nothing; say mode: recommend`,
      );
    if (coexist) return ok(`${what} scales it too, which coexist: true says is meant`);
    if (acts) return trouble(`${what} scales it too, so that mode ${mode} asks for nothing beside it`, suspend);
    return warning(`${what} scales it too; suspend it before the mode is more than ${mode}`, suspend);
  });
}

/** Beside policies of AWS somebody has to react, and nobody else to set the minimum. */
function besideNative(rivals: readonly Rival[]): readonly Found[] {
  const reacting = rivals.filter(({ reacts, idle }) => reacts === true && idle !== true);
  const setting = rivals.filter(({ setsMinimum }) => setsMinimum === true);
  const nobody =
    'nothing of AWS reacts to its load, and beside "native" Headroom moves the minimum alone; give it a target tracking policy, or resume the one that is suspended';
  return [
    ...(reacting.length === 0 ? [warning(nobody)] : []),
    ...reacting.map(({ what }) => ok(`${what} reacts, and Headroom moves the minimum`)),
    ...setting.map(({ what, suspend }) =>
      trouble(`${what} sets the minimum too, so that nothing is asked for; write its times as a schedule`, suspend),
    ),
  ];
}
