import type { Stage } from './stage.ts';

/** As long as the function takes for what has waited in its queue. */
const settlingMs = 3000;

/**
 * Plays a time that is not now, with nobody but the player to wake the function. The real schedule ticks each minute
 * meanwhile; its looks would come at moments of the played day that depend on how fast the machine is, so that no two days
 * would be alike. What has waited in the queue is looked at while the clock still stands where the day ended: there it finds
 * nothing new, and changes nothing.
 */
export async function undisturbed<Played>(
  stage: Pick<Stage, 'hear' | 'setClock' | 'pause'>,
  play: () => Promise<Played>,
): Promise<Played> {
  await stage.hear(false);
  const played = await play();
  await stage.hear(true);
  await stage.pause(settlingMs);
  await stage.setClock(null);
  return played;
}
