import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { CourseDetail } from "../detail/course-detail";
import type { Spec } from "../spec";

type Row = components["schemas"]["Course"];

const COURSE_TYPES = ["core", "elective", "minor", "open_elective", "skill"];

export const courses: Spec<Row> = {
  entity: "courses",
  name: (row) => row.code || row.name,
  defaultOrdering: "code",
  columns: [
    {
      key: "code",
      value: (row) => row.code,
      ordering: "code",
      edit: { kind: "text", field: "code" },
    },
    {
      key: "name",
      value: (row) => row.name,
      ordering: "name",
      edit: { kind: "text", field: "name" },
    },
    {
      key: "type",
      value: (row) => row.type || null,
      ordering: "type",
      words: "courseType",
      edit: { kind: "choice", field: "type", options: COURSE_TYPES, optional: true },
    },
    {
      key: "credits",
      value: (row) => (row.credits === null ? null : Number(row.credits)),
      ordering: "credits",
      numeric: true,
      edit: { kind: "number", field: "credits", optional: true },
    },
    {
      key: "department",
      value: (row) => row.department_name,
      ordering: "department__name",
      edit: {
        kind: "thing",
        field: "department",
        of: "department",
        idOf: (row) => row.department,
        optional: true,
      },
    },
    {
      key: "lectureHours",
      value: (row) => row.lecture_hours ?? null,
      numeric: true,
      panelOnly: true,
      edit: { kind: "number", field: "lecture_hours", optional: true },
    },
    {
      key: "tutorialHours",
      value: (row) => row.tutorial_hours ?? null,
      numeric: true,
      panelOnly: true,
      edit: { kind: "number", field: "tutorial_hours", optional: true },
    },
    {
      key: "practicalHours",
      value: (row) => row.practical_hours ?? null,
      numeric: true,
      panelOnly: true,
      edit: { kind: "number", field: "practical_hours", optional: true },
    },
    {
      key: "externalId",
      value: (row) => row.external_id ?? null,
      ordering: "external_id",
      panelOnly: true,
    },
  ],
  filters: [
    { kind: "choice", name: "type", options: COURSE_TYPES, words: "courseType" },
    { kind: "thing", name: "department", of: "department" },
  ],
  list: (query) => unwrap(api.GET("/api/v1/courses/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/courses/{id}/", { params: { path: { id } }, body })),
  departmentOf: (row) => row.department,
  Detail: CourseDetail,
  // Of the term as soon as it is offered there, be it without a class yet.
  create: (body, term) =>
    unwrap(api.POST("/api/v1/courses/", { body: { ...body, offered_in: term } as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/courses/{id}/", { params: { path: { id } } })),
  ofTerm: true,
};
