import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import type { Spec } from "../spec";

type Row = components["schemas"]["Department"];

export const departments: Spec<Row> = {
  entity: "departments",
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
      key: "externalId",
      value: (row) => row.external_id ?? null,
      ordering: "external_id",
      panelOnly: true,
    },
  ],
  filters: [],
  list: (query) => unwrap(api.GET("/api/v1/departments/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/departments/{id}/", { params: { path: { id } }, body })),
  departmentOf: (row) => row.id,
  create: (body) => unwrap(api.POST("/api/v1/departments/", { body: body as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/departments/{id}/", { params: { path: { id } } })),
};
