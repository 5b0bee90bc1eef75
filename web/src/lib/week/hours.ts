interface Cell {
  day: number;
  hour: number;
}

const FIVE_DAYS = 4;

/** The days and hours that a picture of these cells has: a working week at least. */
export function hoursShown(cells: readonly Cell[]): { days: number[]; hours: number[] } {
  const hours = cells.map(({ hour }) => hour);
  return {
    days: range(0, Math.max(FIVE_DAYS, ...cells.map(({ day }) => day))),
    hours: cells.length > 0 ? range(Math.min(...hours), Math.max(...hours)) : [],
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
