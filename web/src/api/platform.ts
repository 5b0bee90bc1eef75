import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { addCsrf } from "@/api/csrf";
import { offlineError, toApiError } from "@/api/errors";
import type { components } from "@/api/schema";
import type { Plan } from "@/api/institution";

type Schemas = components["schemas"];
export type Tenant = Schemas["Tenant"];
export type PlatformHealth = Schemas["PlatformHealth"];
export type Mail = Schemas["Mail"];
export type TenantChanges = Schemas["PatchedTenantRequest"];

export const tenantsKey = ["platform", "institutions"] as const;

export const tenantsQuery = queryOptions({
  queryKey: tenantsKey,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/platform/institutions/", { signal })),
});

export function makeTenant(body: Schemas["TenantRequest"]): Promise<Tenant> {
  return unwrap(api.POST("/api/v1/platform/institutions/", { body }));
}

export function changeTenant({ id, version }: Tenant, changes: TenantChanges): Promise<Tenant> {
  const body = { ...changes, version };
  const params = { path: { id } };
  return unwrap(api.PATCH("/api/v1/platform/institutions/{id}/", { params, body }));
}

/** Confirms which mail domains are the institution's; replaces those before. */
export function setDomains(id: string, domains: string[]): Promise<Tenant> {
  const params = { path: { id } };
  const body = { domains };
  return unwrap(api.PUT("/api/v1/platform/institutions/{id}/domains/", { params, body }));
}

/** Mails the invitation of its first registrar; an earlier one ends. */
export function inviteRegistrar(id: string, email: string) {
  const params = { path: { id } };
  const body = { email };
  return unwrap(api.POST("/api/v1/platform/institutions/{id}/registrar/", { params, body }));
}

/** Lets one read its data for some hours; the membership to act under. */
export function askForAccess(id: string, reason: string, hours: number) {
  const params = { path: { id } };
  const body = { reason, hours };
  return unwrap(api.POST("/api/v1/platform/institutions/{id}/access/", { params, body }));
}

/** Everything of the institution as a zip; the reason is kept as that of a look inside. */
export async function exportTenant(id: string, reason: string): Promise<Blob> {
  const headers = new Headers({ "Content-Type": "application/json" });
  await addCsrf("POST", headers);
  const path = `/api/v1/platform/institutions/${id}/export/`;
  const body = JSON.stringify({ reason });
  const response = await fetch(path, { method: "POST", headers, body }).catch(() => {
    throw offlineError();
  });
  if (response.ok) return response.blob();
  throw toApiError(response.status, await response.json().catch(() => null));
}

/** Removes it with everything in it, for good; `confirmation` is its external id. */
export function eraseTenant(id: string, confirmation: string, reason: string) {
  const params = { path: { id } };
  const body = { confirmation, reason };
  return unwrap(api.POST("/api/v1/platform/institutions/{id}/erase/", { params, body }));
}

export const plansKey = ["platform", "plans"] as const;

export const plansQuery = queryOptions({
  queryKey: plansKey,
  queryFn: ({ signal }) =>
    unwrap(
      api.GET("/api/v1/platform/plans/", { params: { query: { page_size: 500 } }, signal }),
    ),
});

/** Makes a plan, or changes the given one. */
export function savePlan(plan: Plan | null, body: Schemas["PlanRequest"]): Promise<Plan> {
  if (!plan) return unwrap(api.POST("/api/v1/platform/plans/", { body }));
  const params = { path: { id: plan.id } };
  const changes = { ...body, version: plan.version };
  return unwrap(api.PATCH("/api/v1/platform/plans/{id}/", { params, body: changes }));
}

export function removePlan(id: string): Promise<unknown> {
  return unwrap(api.DELETE("/api/v1/platform/plans/{id}/", { params: { path: { id } } }));
}

const HEALTH_MS = 10_000;

export const healthQuery = queryOptions({
  queryKey: ["platform", "health"],
  refetchInterval: HEALTH_MS,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/platform/health/", { signal })),
});

export const outboxQuery = queryOptions({
  queryKey: ["platform", "outbox"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/platform/outbox/", { signal })),
});
