import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components, operations } from "@/api/schema";

type Schemas = components["schemas"];
export type Member = Schemas["Member"];
export type Invitation = Schemas["Invitation"];
export type Provider = Schemas["IdentityProvider"];
export type Plan = Schemas["Plan"];
export type AuditEntry = Schemas["Entry"];
export type PersonKind = "instructors" | "students";

/** Rows of a page of a list. */
export const PAGE_SIZE = 50;

type MemberQuery = NonNullable<operations["members_list"]["parameters"]["query"]>;

export const membersKey = ["members"] as const;

export function membersQuery(query: MemberQuery) {
  return queryOptions({
    queryKey: [...membersKey, query],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/members/", { params: { query }, signal })),
  });
}

export function changeMember(
  { id, version }: Member,
  changes: Schemas["PatchedMemberEditRequest"],
): Promise<Member> {
  const body = { ...changes, version };
  return unwrap(api.PATCH("/api/v1/members/{id}/", { params: { path: { id } }, body }));
}

export const invitationsKey = ["invitations"] as const;

export function invitationsQuery(page: number) {
  const query = { page, page_size: PAGE_SIZE };
  return queryOptions({
    queryKey: [...invitationsKey, query],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/invitations/", { params: { query }, signal })),
  });
}

export function invite(body: Schemas["InvitationRequest"]): Promise<Invitation> {
  return unwrap(api.POST("/api/v1/invitations/", { body }));
}

export function resendInvitation(id: string): Promise<Invitation> {
  const params = { path: { id } };
  return unwrap(api.POST("/api/v1/invitations/{id}/resend/", { params }));
}

export function revokeInvitation(id: string): Promise<unknown> {
  return unwrap(api.DELETE("/api/v1/invitations/{id}/", { params: { path: { id } } }));
}

export const providerKey = ["sign-on"] as const;

/** The institution's own sign-on; null where none is set up. */
export const providerQuery = queryOptions({
  queryKey: providerKey,
  queryFn: async ({ signal }): Promise<Provider | null> =>
    (await unwrap(api.GET("/api/v1/sign-on/provider/", { signal }))) ?? null,
});

export function setProvider(body: Schemas["IdentityProviderRequest"]): Promise<Provider> {
  return unwrap(api.PUT("/api/v1/sign-on/provider/", { body }));
}

export function removeProvider(): Promise<unknown> {
  return unwrap(api.DELETE("/api/v1/sign-on/provider/"));
}

/** What the institution may have at most, and has. */
export const planQuery = queryOptions({
  queryKey: ["institution", "plan"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/institution/plan/", { signal })),
});

export type AuditQuery = NonNullable<operations["audit_list"]["parameters"]["query"]>;

export const auditKey = ["audit"] as const;

export function auditQuery(query: AuditQuery) {
  return queryOptions({
    queryKey: [...auditKey, query],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/audit/", { params: { query }, signal })),
  });
}

/**
 * Brings the entry's object back as it was after it, or before its removal, over what its
 * newest entry says that it is now.
 */
export async function restoreEntry({ id, entity, object }: AuditEntry): Promise<unknown> {
  const query = { entity, object, page_size: 1 };
  const { results } = await unwrap(api.GET("/api/v1/audit/", { params: { query } }));
  const version = results[0]?.version ?? undefined;
  const params = { path: { id } };
  return unwrap(api.POST("/api/v1/audit/{id}/restore/", { params, body: { version } }));
}

/** Where everything that is kept about one person is downloaded. */
export function personExportPath(kind: PersonKind, id: string): string {
  return `/api/v1/people/${kind}/${id}/`;
}

export function erasePerson(kind: PersonKind, id: string): Promise<unknown> {
  const params = { path: { kind, id } };
  return unwrap(api.DELETE("/api/v1/people/{kind}/{id}/", { params }));
}
