/** Colours that stay apart from each other for colour-blind eyes, on light and dark ground, and on paper. */
export type ReportColour = 'blue' | 'orange' | 'green' | 'purple' | 'red' | 'grey';

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
  /** Left out of the legend: the lower edge of a band. */
  readonly unnamed?: boolean;
}

/** The room between two lines of a plot, filled. */
interface ReportBand {
  /** Places of the lines in the plot. */
  readonly upper: number;
  readonly lower: number;
  readonly colour: ReportColour;
}

/** One plot; all plots of a report share the times, the zoom and the cursor. */
export interface ReportPlot {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly ReportLine[];
  readonly bands?: readonly ReportBand[];
}

/** A point of a curve, and what it stands for. */
export interface ReportPoint {
  readonly x: number;
  readonly y: number;
  readonly says: string;
}

/** One curve, and the points on or beside it that stand out. */
export interface ReportCurve {
  readonly label: string;
  readonly colour: ReportColour;
  readonly dashed?: boolean;
  /** Drawn thicker than the others. */
  readonly strong?: boolean;
  /** Ascending in x. */
  readonly points: readonly ReportPoint[];
  readonly marks: readonly ReportPoint[];
}

/** Curves of one figure against another, x on a logarithmic scale. */
export interface ReportCurves {
  readonly title: string;
  readonly xUnit: string;
  readonly yUnit: string;
  /** What is right of it does not count, e.g. a budget. */
  readonly limit: { readonly x: number; readonly label: string };
  /** What of y is shown at first. */
  readonly yRange: readonly [number, number];
  readonly note: string;
  readonly curves: readonly ReportCurve[];
}

export interface ReportTable {
  readonly title: string;
  readonly note: string;
  /** Numbers stand right; columns of sentences are `words`. */
  readonly columns: readonly { readonly title: string; readonly number?: boolean; readonly words?: boolean }[];
  /** Groups of rows, each under its title; none for an empty title. A row that stands out is `strong`. */
  readonly groups: readonly { readonly title: string; readonly rows: readonly ReportRow[] }[];
}

export interface ReportRow {
  readonly cells: readonly string[];
  readonly strong?: boolean;
  /** Shown as not good enough. */
  readonly failed?: boolean;
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
  readonly curves?: readonly ReportCurves[];
  readonly tables?: readonly ReportTable[];
  /** Whether the tables stand before the plots. */
  readonly tablesFirst?: boolean;
  /** Stretches without data, the end exclusive. */
  readonly missing: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Stretches that no figure counts, the end exclusive. */
  readonly unscored?: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Null where the page tells of no changes at all. */
  readonly changes: readonly ReportChange[] | null;
  /** The stretch whose changes are listed below; all where it is left out. */
  readonly listed?: { readonly fromMs: number; readonly toMs: number; readonly note: string };
}
