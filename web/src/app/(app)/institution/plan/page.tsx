import { PlanPage } from "@/features/institution/plan-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("institution.tabs.plan");

export default function Page() {
  return <PlanPage />;
}
