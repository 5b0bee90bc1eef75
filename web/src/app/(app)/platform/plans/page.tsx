import { PlansPage } from "@/features/platform/plans-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("platform.tabs.plans");

export default function Page() {
  return <PlansPage />;
}
