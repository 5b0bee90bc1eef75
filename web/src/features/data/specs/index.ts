import type { Entity, Row, Spec } from "../spec";
import { buildings } from "./buildings";
import { classes } from "./classes";
import { cohorts } from "./cohorts";
import { constraints } from "./constraints";
import { courses } from "./courses";
import { departments } from "./departments";
import { instructors } from "./instructors";
import { programmes } from "./programmes";
import { rooms } from "./rooms";
import { students } from "./students";

const SPECS = {
  buildings,
  classes,
  cohorts,
  constraints,
  courses,
  departments,
  instructors,
  programmes,
  rooms,
  students,
} satisfies Record<Entity, unknown>;

/** The spec of an entity, its rows' shape forgotten: a page handles one spec at a time. */
export function specOf(entity: Entity): Spec<Row> {
  return SPECS[entity] as unknown as Spec<Row>;
}
