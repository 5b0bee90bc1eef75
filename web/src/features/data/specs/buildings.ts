import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import type { Spec } from "../spec";

type Row = components["schemas"]["Building"];

export const buildings: Spec<Row> = {
  entity: "buildings",
  name: (row) => row.name,
  defaultOrdering: "name",
  columns: [
    {
      key: "name",
      value: (row) => row.name,
      ordering: "name",
      edit: { kind: "text", field: "name" },
    },
    { key: "x", value: (row) => row.x ?? null, numeric: true },
    { key: "y", value: (row) => row.y ?? null, numeric: true },
    {
      key: "externalId",
      value: (row) => row.external_id ?? null,
      ordering: "external_id",
      panelOnly: true,
    },
  ],
  filters: [],
  list: (query) => unwrap(api.GET("/api/v1/buildings/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/buildings/{id}/", { params: { path: { id } }, body })),
  create: (body) => unwrap(api.POST("/api/v1/buildings/", { body: body as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/buildings/{id}/", { params: { path: { id } } })),
};
