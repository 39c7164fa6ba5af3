/** How one kind of emulator is started; the rest is the same for all. */
export interface EmulatorRecipe {
  /** Also the name of its requirements file. */
  readonly name: string;
  /** Answers 200 once the emulator serves. */
  readonly readyPath: string;
  args(port: number): readonly string[];
  environment(port: number): Readonly<Record<string, string>>;
}
