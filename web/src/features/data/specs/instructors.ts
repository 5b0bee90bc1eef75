import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { InstructorDetail } from "../detail/instructor-detail";
import type { Spec } from "../spec";

type Row = components["schemas"]["Instructor"];

export const instructors: Spec<Row> = {
  entity: "instructors",
  name: (row) => row.name,
  defaultOrdering: "name",
  columns: [
    {
      key: "name",
      value: (row) => row.name,
      ordering: "name",
      edit: { kind: "text", field: "name" },
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
      key: "externalId",
      value: (row) => row.external_id ?? null,
      ordering: "external_id",
      panelOnly: true,
    },
  ],
  filters: [{ kind: "thing", name: "department", of: "department" }],
  list: (query) => unwrap(api.GET("/api/v1/instructors/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/instructors/{id}/", { params: { path: { id } }, body })),
  departmentOf: (row) => row.department,
  Detail: InstructorDetail,
  create: (body) => unwrap(api.POST("/api/v1/instructors/", { body: body as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/instructors/{id}/", { params: { path: { id } } })),
};
