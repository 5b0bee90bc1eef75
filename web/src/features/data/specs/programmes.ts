import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import type { Spec } from "../spec";

type Row = components["schemas"]["Programme"];

export const programmes: Spec<Row> = {
  entity: "programmes",
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
  list: (query) => unwrap(api.GET("/api/v1/programmes/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/programmes/{id}/", { params: { path: { id } }, body })),
  departmentOf: (row) => row.department,
  create: (body) => unwrap(api.POST("/api/v1/programmes/", { body: body as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/programmes/{id}/", { params: { path: { id } } })),
};
