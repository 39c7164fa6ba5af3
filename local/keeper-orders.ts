/** What `keeper.ts` is told, as JSON, in its one argument. The command gets the keeper's own environment. */
export interface KeeperOrders {
  readonly command: string;
  readonly args: readonly string[];
  /** Private to the command, and removed with it. */
  readonly folder: string;
  readonly logFile: string;
  /** False: the command ends when the keeper's standard input closes, as it does however its starter ends. */
  readonly outlivesStarter: boolean;
}
