/** The highest of the values of the last so many steps, the newest included. Constant work a step, amortised. */
export class SlidingMax {
  private readonly window: number;
  private readonly at: number[] = [];
  private readonly values: number[] = [];
  private head = 0;

  constructor(window: number) {
    this.window = window;
  }

  /**
   * Adds the value of a step, not older than the last one; it may count from a later step on. Answers the highest of those
   * that count from a step > step - window.
   */
  push(step: number, value: number, from = step): number {
    while (this.at.length > this.head && (this.values[this.values.length - 1] as number) <= value) {
      this.at.pop();
      this.values.pop();
    }
    if (this.at.length === this.head || this.at[this.at.length - 1] !== from) {
      this.at.push(from);
      this.values.push(value);
    }
    while ((this.at[this.head] as number) <= step - this.window) this.head++;
    if (this.head > 1024) {
      this.at.splice(0, this.head);
      this.values.splice(0, this.head);
      this.head = 0;
    }
    return this.values[this.head] as number;
  }
}
