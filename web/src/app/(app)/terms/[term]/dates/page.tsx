import { DatesPage } from "@/features/dates/dates-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("dates.title");

export default async function Page({ params }: PageProps<"/terms/[term]/dates">) {
  return <DatesPage term={(await params).term} />;
}
