"use client";
import { useQuery } from "@tanstack/react-query";
import { Building2, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tenantsQuery, type Tenant } from "@/api/platform";
import { useFormat } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useAddress } from "@/lib/use-address";
import { PlatformPage } from "./platform-page";
import { TenantDialog } from "./tenant-dialog";
import { TenantPanel } from "./tenant-panel";

/** Every institution with its plan and size; nothing inside. */
export function TenantsPage() {
  const t = useTranslations("platform.tenants");
  const { get, set } = useAddress();
  const { data, error, refetch } = useQuery(tenantsQuery);
  const [isMaking, setMaking] = useState(false);
  const open = data?.find(({ id }) => id === get("institution"));
  return (
    <PlatformPage
      tab="institutions"
      actions={
        <Button variant="primary" onClick={() => setMaking(true)}>
          <Plus aria-hidden />
          {t("make")}
        </Button>
      }
    >
      <div className="flex items-start gap-4">
        <Card className="min-w-0 flex-1 overflow-hidden">
          {error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : !data ? (
            <SkeletonRows />
          ) : data.length === 0 ? (
            <EmptyState
              icon={<Building2 />}
              title={t("emptyTitle")}
              description={t("emptyText")}
            />
          ) : (
            <TenantTable
              rows={data}
              open={open?.id}
              onOpen={(id) => set({ institution: id === open?.id ? null : id })}
            />
          )}
        </Card>
        {open && (
          <TenantPanel key={open.id} tenant={open} onClose={() => set({ institution: null })} />
        )}
      </div>
      {isMaking && <TenantDialog tenant={null} onClose={() => setMaking(false)} />}
    </PlatformPage>
  );
}

interface TenantTableProps {
  rows: Tenant[];
  open: string | undefined;
  onOpen: (id: string) => void;
}

const COUNTS = ["departments", "courses", "students"] as const;

function TenantTable({ rows, open, onOpen }: TenantTableProps) {
  const t = useTranslations("platform.tenants");
  const limits = useTranslations("plan.limits");
  const format = useFormat();
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("plan")}</Th>
          {COUNTS.map((name) => (
            <Th key={name} numeric className="max-md:hidden">
              {limits(name)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className={row.id === open ? "bg-hover" : undefined}>
            <Td className="max-w-72">
              <RowButton isOpen={row.id === open} onOpen={() => onOpen(row.id)}>
                {row.name}
              </RowButton>
              <p className="truncate text-xs text-faint">{row.external_id}</p>
            </Td>
            <Td>{row.plan_name ?? t("noPlan")}</Td>
            {COUNTS.map((name) => (
              <Td key={name} numeric className="max-md:hidden">
                {format.number(row.used[name] ?? 0)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
