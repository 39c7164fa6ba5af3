/** Colours that stay apart from each other for colour-blind eyes, on light and dark ground, and on paper. */
type ReportColour = 'blue' | 'orange' | 'green' | 'purple' | 'red' | 'grey';

/** One line of a plot. */
interface ReportLine {
  readonly label: string;
  readonly colour: ReportColour;
  /** `steps` holds each value until the next one; `area` is steps filled to the ground. */
  readonly shape: 'line' | 'steps' | 'area';
  readonly dashed?: boolean;
  /** One for each of the report's times; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Marks the report's changes on this line. */
  readonly marksChanges?: boolean;
}

/** One plot; all plots of a report share the times, the zoom and the cursor. */
export interface ReportPlot {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly ReportLine[];
}

/** Something that was changed, and why. */
export interface ReportChange {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
  /** Who settled it: the kind of a policy or a guard. */
  readonly by: string;
  readonly because: string;
}

export interface ReportFigure {
  readonly label: string;
  readonly value: string;
  /** What the figure means, in a few words. */
  readonly meaning?: string;
}

/** What a report shows. Texts are plain; times are milliseconds since 1970 and shown in UTC. */
export interface Report {
  readonly title: string;
  /** What it shows, a paragraph each. */
  readonly lead: readonly string[];
  readonly figures: readonly ReportFigure[];
  /** Ascending. */
  readonly timesMs: readonly number[];
  readonly plots: readonly ReportPlot[];
  /** Stretches without data, the end exclusive. */
  readonly missing: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly changes: readonly ReportChange[];
}
