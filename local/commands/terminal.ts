/** Where a command writes: what a shell may evaluate to `out`, what a person reads to `say`. */
export interface Terminal {
  readonly root: string;
  out(line: string): void;
  say(line: string): void;
}
