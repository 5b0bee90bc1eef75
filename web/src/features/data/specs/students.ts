import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { StudentDetail } from "../detail/student-detail";
import type { Spec } from "../spec";

type Row = components["schemas"]["Student"];

export const students: Spec<Row> = {
  entity: "students",
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
      key: "cohort",
      value: (row) => row.cohort_name,
      ordering: "cohort__name",
      edit: {
        kind: "thing",
        field: "cohort",
        of: "cohort",
        idOf: (row) => row.cohort,
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
  filters: [
    { kind: "thing", name: "cohort", of: "cohort" },
    { kind: "thing", name: "course", of: "course" },
  ],
  list: (query) => unwrap(api.GET("/api/v1/students/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/students/{id}/", { params: { path: { id } }, body })),
  Detail: StudentDetail,
  create: (body) => unwrap(api.POST("/api/v1/students/", { body: body as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/students/{id}/", { params: { path: { id } } })),
  ofTerm: true,
};
