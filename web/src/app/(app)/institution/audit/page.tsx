import { AuditPage } from "@/features/institution/audit-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("institution.tabs.audit");

export default function Page() {
  return <AuditPage />;
}
