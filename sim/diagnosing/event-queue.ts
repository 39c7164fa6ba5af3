/** Things that happen later, the earliest first: a binary heap of times, with what happens beside them. */
export class EventQueue<What> {
  private readonly times: number[] = [];
  private readonly whats: What[] = [];

  /** When the next thing happens; never where nothing does. */
  get nextAt(): number {
    return this.times[0] ?? Number.POSITIVE_INFINITY;
  }

  get size(): number {
    return this.times.length;
  }

  push(at: number, what: What): void {
    const { times, whats } = this;
    let index = times.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const parentAt = times[parent] as number;
      if (parentAt <= at) break;
      times[index] = parentAt;
      whats[index] = whats[parent] as What;
      index = parent;
    }
    times[index] = at;
    whats[index] = what;
  }

  /** Takes the next thing out. There has to be one. */
  pop(): What {
    const { times, whats } = this;
    const first = whats[0] as What;
    const at = times.pop() as number;
    const what = whats.pop() as What;
    if (times.length > 0) this.sink(at, what);
    return first;
  }

  private sink(at: number, what: What): void {
    const { times, whats } = this;
    const size = times.length;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      if (child + 1 < size && (times[child + 1] as number) < (times[child] as number)) child++;
      if ((times[child] as number) >= at) break;
      times[index] = times[child] as number;
      whats[index] = whats[child] as What;
      index = child;
    }
    times[index] = at;
    whats[index] = what;
  }
}
