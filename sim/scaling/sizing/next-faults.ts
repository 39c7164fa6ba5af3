/** The calls of a simulated fleet that may fail. */
type Call = 'setSize' | 'setCapacity' | 'size';

/** Which calls fail the next time, before or after they have done what they do. */
export class NextFaults extends Map<Call, 'before' | 'after'> {
  /** Does what is asked, or fails as it is to, once. Throws where it does. */
  around<T>(call: Call, answer: () => T): T {
    const fault = this.get(call);
    this.delete(call);
    if (fault === 'before') throw new Error('something broke');
    const answered = answer();
    if (fault === 'after') throw new Error('something broke');
    return answered;
  }
}
