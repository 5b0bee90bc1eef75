import { OverviewPage } from "@/features/overview/overview-page";

export default async function Page({ params }: PageProps<"/terms/[term]">) {
  return <OverviewPage term={(await params).term} />;
}
