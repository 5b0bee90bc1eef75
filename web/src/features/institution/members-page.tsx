"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { SearchX, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { membersQuery, PAGE_SIZE, type Member } from "@/api/institution";
import { useFormat } from "@/components/format";
import { useSession } from "@/components/session";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { EmptyState } from "@/components/ui/state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useAddress } from "@/lib/use-address";
import { useDebounced } from "@/lib/use-debounced";
import { InstitutionPage } from "./institution-page";
import { InviteDialog } from "./invite-dialog";
import { ListBody } from "./list-body";
import { MemberDialog } from "./member-dialog";
import { GRANTABLE } from "./roles";

const ALL = "all";

/** Everybody who belongs to the institution, and what they may. */
export function MembersPage() {
  const t = useTranslations("institution.members");
  const roles = useTranslations("shell.roles");
  const { get, set, push } = useAddress();
  const [isInviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<Member | null>(null);
  const search = get("search") ?? "";
  const settled = useDebounced(search);
  const role = GRANTABLE.find((each) => each === get("role"));
  const page = Math.max(1, Number(get("page")) || 1);
  const result = useQuery({
    ...membersQuery({
      page,
      page_size: PAGE_SIZE,
      search: settled || undefined,
      role: role && [role],
      ordering: "user__name",
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <InstitutionPage
      tab="members"
      actions={
        <Button variant="primary" onClick={() => setInviting(true)}>
          <UserPlus aria-hidden />
          {t("invite")}
        </Button>
      }
    >
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchInput
          aria-label={t("search")}
          placeholder={t("search")}
          className="w-64 max-sm:w-full"
          value={search}
          onChange={(event) => set({ search: event.target.value, page: null })}
        />
        <Select
          aria-label={t("role")}
          className="w-44"
          value={role ?? ALL}
          onChange={(next) => set({ role: next === ALL ? null : next, page: null })}
          options={[
            { value: ALL, label: t("allRoles") },
            ...GRANTABLE.map((each) => ({ value: each, label: roles(each) })),
          ]}
        />
      </div>
      <ListBody
        result={result}
        page={page}
        onPage={(next) => push({ page: next === 1 ? null : next })}
        empty={
          <EmptyState
            icon={<SearchX />}
            title={t("noneTitle")}
            description={t("noneText")}
            actions={
              <Button onClick={() => set({ search: null, role: null, page: null })}>
                {t("clear")}
              </Button>
            }
          />
        }
      >
        {(rows) => <MemberTable rows={rows} onEdit={setEdited} />}
      </ListBody>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {edited && <MemberDialog member={edited} onClose={() => setEdited(null)} />}
    </InstitutionPage>
  );
}

function MemberTable({ rows, onEdit }: { rows: Member[]; onEdit: (row: Member) => void }) {
  const t = useTranslations("institution.members");
  const roles = useTranslations("shell.roles");
  const format = useFormat();
  const own = useSession().me.membership?.id;
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("role")}</Th>
          <Th className="max-md:hidden">{t("lastLogin")}</Th>
          <Th>
            <span className="sr-only">{t("edit")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="max-w-32 sm:max-w-72">
              <p className="font-medium break-words sm:truncate">{row.name || row.email}</p>
              {row.name && (
                <p className="text-xs break-all text-faint sm:truncate">{row.email}</p>
              )}
            </Td>
            <Td>
              <span className="flex flex-wrap items-center gap-2">
                {roles(row.role)}
                {!row.is_active && <Badge>{t("ended")}</Badge>}
              </span>
              {row.department_name && (
                <p className="text-xs text-faint">{row.department_name}</p>
              )}
              {row.reason && (
                <p className="max-w-72 text-xs text-faint">
                  {t("support", {
                    reason: row.reason,
                    until: row.expires_at ? format.moment(row.expires_at) : "",
                  })}
                </p>
              )}
            </Td>
            <Td className="whitespace-nowrap text-muted max-md:hidden">
              {row.last_login ? format.moment(row.last_login) : t("never")}
            </Td>
            <Td className="text-right">
              {row.id === own ? (
                <Badge tone="info">{t("you")}</Badge>
              ) : (
                GRANTABLE.some((each) => each === row.role) && (
                  <Button
                    size="sm"
                    aria-label={t("editOf", { name: row.name || row.email })}
                    onClick={() => onEdit(row)}
                  >
                    {t("edit")}
                  </Button>
                )
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
