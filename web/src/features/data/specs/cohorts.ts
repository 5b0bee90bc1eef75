import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import type { Spec } from "../spec";

type Row = components["schemas"]["Cohort"];

export const cohorts: Spec<Row> = {
  entity: "cohorts",
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
      key: "programme",
      value: (row) => row.programme_name,
      ordering: "programme__name",
      edit: {
        kind: "thing",
        field: "programme",
        of: "programme",
        idOf: (row) => row.programme,
      },
    },
    {
      key: "year",
      value: (row) => row.year ?? null,
      ordering: "year",
      numeric: true,
      edit: { kind: "number", field: "year" },
    },
    { key: "size", value: (row) => row.size, numeric: true },
    {
      key: "externalId",
      value: (row) => row.external_id ?? null,
      ordering: "external_id",
      panelOnly: true,
    },
  ],
  filters: [
    { kind: "thing", name: "programme", of: "programme" },
    { kind: "thing", name: "department", of: "department" },
  ],
  list: (query) => unwrap(api.GET("/api/v1/cohorts/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/cohorts/{id}/", { params: { path: { id } }, body })),
  create: (body) => unwrap(api.POST("/api/v1/cohorts/", { body: body as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/cohorts/{id}/", { params: { path: { id } } })),
};
