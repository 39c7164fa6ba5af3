/** What stands prepared beside what runs, as it is seen at a look. Units. */
export interface PoolSeen {
  /** What running and pool together were last told to be. */
  readonly prepared: number;
  /** What has had its long start: it runs, is started again, returns, or stands ready. */
  readonly warmed: number;
  /** What stands ready, and serves within the warm lead. */
  readonly ready: number;
  /** Whether nothing comes out of it that does not stand there by now: it cannot be changed, or is none yet; left out where it is filled. */
  readonly isFrozen?: boolean;
  /** Whether its units are room: what has none waits for it, and is not asked for a second time. Left out where they are units. */
  readonly isApart?: true;
}
