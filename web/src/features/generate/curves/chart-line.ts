/** A curve as it is drawn. */
export interface ChartLine {
  id: string;
  label: string;
  color: string;
  /** Told apart without colour as well. */
  dash: string | undefined;
}

/** Free space around the plot, in px; what lies over the chart is placed by it. */
export const PLOT = { left: 52, right: 12 };
