import type { components } from "@/api/schema";

export type ConstraintKind = components["schemas"]["ConstraintKindName"];

/** Parameters that last: minutes in the API, words like "1 h 30 min" in sentences. */
type Parameters = readonly string[];

/** Every kind of the API, with its parameters that are durations; a new one fails the types. */
const DURATIONS = {
  SameStart: [],
  SameTime: [],
  DifferentTime: [],
  SameDays: [],
  DifferentDays: [],
  SameWeeks: [],
  DifferentWeeks: [],
  Overlap: [],
  NotOverlap: [],
  SameRoom: [],
  DifferentRoom: [],
  SameAttendees: [],
  Precedence: [],
  WorkDay: ["slots"],
  MinGap: ["slots"],
  MaxDays: [],
  MaxDayLoad: ["slots"],
  MaxWeekLoad: ["slots"],
  MaxBreaks: ["slots"],
  MaxBlock: ["length", "slots"],
  MaxConcurrent: ["slots"],
  MinimumWorkingDays: [],
  CurriculumCompactness: [],
  RoomStability: [],
} as const satisfies Record<ConstraintKind, Parameters>;

export const CONSTRAINT_KINDS = Object.keys(DURATIONS) as ConstraintKind[];

/** The parameters of a constraint as its sentence takes them. */
export function sentenceValues(
  kind: ConstraintKind,
  parameters: Record<string, number>,
  duration: (minutes: number) => string,
): Record<string, string | number> {
  const durations: Parameters = DURATIONS[kind];
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      durations.includes(name) ? duration(value) : value,
    ]),
  );
}
