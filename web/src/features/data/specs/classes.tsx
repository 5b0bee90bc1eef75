import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { ClassDetail } from "../detail/class-detail";
import { ClassTitle, CourseName } from "../detail/names";
import type { Spec } from "../spec";

type Row = components["schemas"]["Class"];

const PARTS = ["lecture", "tutorial", "lab"];

export const classes: Spec<Row> = {
  entity: "classes",
  name: (row) => row.name,
  title: (row) => <ClassTitle row={row} />,
  defaultOrdering: "name",
  columns: [
    {
      key: "class",
      value: (row) => row.name,
      ordering: "name",
      edit: { kind: "text", field: "name" },
    },
    {
      key: "course",
      value: (row) => row.course.code,
      ordering: "subpart__config__offering__course__code",
      render: (row) => <CourseName course={row.course} />,
      add: { kind: "thing", field: "course", of: "course", idOf: (row) => row.course.id },
    },
    {
      key: "part",
      value: (row) => row.part || null,
      words: "part",
      add: { kind: "choice", field: "part", options: PARTS },
    },
    {
      key: "limit",
      value: (row) => row.limit ?? null,
      ordering: "limit",
      numeric: true,
      edit: { kind: "number", field: "limit", optional: true },
    },
    {
      key: "instructors",
      value: (row) => row.instructors.map(({ name }) => name).join(", "),
      listOnly: true,
    },
    {
      key: "needsRoom",
      value: (row) => row.needs_room ?? true,
      words: "yesNo",
      edit: { kind: "yesNo", field: "needs_room" },
    },
    {
      key: "externalId",
      value: (row) => row.external_id ?? null,
      ordering: "external_id",
      panelOnly: true,
    },
  ],
  filters: [
    { kind: "choice", name: "part", options: PARTS, words: "part" },
    { kind: "choice", name: "pinned", options: ["true", "false"], words: "pinned" },
    { kind: "thing", name: "course", of: "course" },
    { kind: "thing", name: "department", of: "department" },
    { kind: "thing", name: "instructor", of: "instructor" },
  ],
  list: (query) => unwrap(api.GET("/api/v1/classes/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/classes/{id}/", { params: { path: { id } }, body })),
  departmentOf: (row) => row.department?.id ?? null,
  Detail: ClassDetail,
  create: (body, term) =>
    unwrap(api.POST("/api/v1/classes/", { body: { ...body, term } as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/classes/{id}/", { params: { path: { id } } })),
};
