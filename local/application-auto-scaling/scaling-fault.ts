/** What Application Auto Scaling refuses a request with, by AWS's own name of it. */
export class ScalingFault extends Error {
  constructor(name: 'ObjectNotFoundException' | 'UnknownOperationException' | 'ValidationException', message: string) {
    super(message);
    this.name = name;
  }
}
