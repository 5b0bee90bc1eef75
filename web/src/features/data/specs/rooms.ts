import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { RoomDetail } from "../detail/room-detail";
import type { Spec } from "../spec";

type Row = components["schemas"]["Room"];

const ROOM_TYPES = ["lecture", "seminar", "lab", "hall"];

export const rooms: Spec<Row> = {
  entity: "rooms",
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
      key: "capacity",
      value: (row) => row.capacity,
      ordering: "capacity",
      numeric: true,
      edit: { kind: "number", field: "capacity" },
    },
    {
      key: "type",
      value: (row) => row.type || null,
      ordering: "type",
      words: "roomType",
      edit: { kind: "choice", field: "type", options: ROOM_TYPES, optional: true },
    },
    {
      key: "building",
      value: (row) => row.building_name,
      ordering: "building__name",
      edit: {
        kind: "thing",
        field: "building",
        of: "building",
        idOf: (row) => row.building,
        optional: true,
      },
    },
    {
      key: "department",
      value: (row) => row.department_name,
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
  filters: [
    { kind: "choice", name: "type", options: ROOM_TYPES, words: "roomType" },
    { kind: "thing", name: "building", of: "building" },
    { kind: "thing", name: "department", of: "department" },
  ],
  list: (query) => unwrap(api.GET("/api/v1/rooms/", { params: { query } })),
  update: (id, body) =>
    unwrap(api.PATCH("/api/v1/rooms/{id}/", { params: { path: { id } }, body })),
  departmentOf: (row) => row.department,
  Detail: RoomDetail,
  create: (body) => unwrap(api.POST("/api/v1/rooms/", { body: body as never })),
  remove: (id) => unwrap(api.DELETE("/api/v1/rooms/{id}/", { params: { path: { id } } })),
  ofTerm: true,
};
