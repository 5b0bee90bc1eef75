import { TenantsPage } from "@/features/platform/tenants-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("platform.tabs.institutions");

export default function Page() {
  return <TenantsPage />;
}
