import type { Timetable } from "@/api/types";
import type { Look } from "@/components/ui/button";

/** Of a step in a timetable's review. */
export interface StepProps {
  timetable: Timetable;
  /** How its button looks. */
  look: Look;
}
