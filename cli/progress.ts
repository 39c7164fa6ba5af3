import { SingleBar } from 'cli-progress';
import { coloured, isTerminal, note, type Session } from './session.ts';
import { visible } from './visible.ts';

/** Tells how far something is: a bar where a person watches, a line now and then elsewhere. */
export interface Progress {
  /** A new step begins. */
  step(what: string): void;
  /** `done` of `total` of the running step; `detail` is what just happened. */
  at(done: number, total: number, detail: string): void;
  /** Takes the bar away. */
  end(): void;
}

/** Lines per step where there is no terminal. */
const linesPerStep = 6;

/** A bar where standard error is a terminal, else some lines. */
export function progress(session: Session): Progress {
  return isTerminal(session.err) ? new Bar(session) : new Lines(session);
}

class Bar implements Progress {
  private readonly session: Session;
  private bar: SingleBar | null = null;

  constructor(session: Session) {
    this.session = session;
  }

  step(what: string): void {
    this.end();
    note(this.session, `${coloured(this.session.err, 'cyan', '›')} ${what}`);
  }

  at(done: number, total: number, detail: string): void {
    if (this.bar === null) {
      this.bar = new SingleBar({
        format: '  {bar} {percentage}%  {detail}',
        hideCursor: true,
        clearOnComplete: true,
        stream: this.session.err as NodeJS.WriteStream,
      });
      this.bar.start(total, done, { detail: visible(detail) });
    }
    this.bar.update(done, { detail: visible(detail) });
  }

  end(): void {
    this.bar?.stop();
    this.bar = null;
  }
}

class Lines implements Progress {
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  step(what: string): void {
    note(this.session, what);
  }

  at(done: number, total: number, detail: string): void {
    if (done % Math.ceil(total / linesPerStep) === 0 || done === total)
      note(this.session, `  ${done} of ${total}  ${detail}`);
  }

  end(): void {}
}
