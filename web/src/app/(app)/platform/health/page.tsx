import { HealthPage } from "@/features/platform/health-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("platform.tabs.health");

export default function Page() {
  return <HealthPage />;
}
