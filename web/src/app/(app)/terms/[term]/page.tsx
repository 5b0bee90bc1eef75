import { OverviewPage } from "@/features/overview/overview-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("overview.title");

export default async function Page({ params }: PageProps<"/terms/[term]">) {
  return <OverviewPage term={(await params).term} />;
}
