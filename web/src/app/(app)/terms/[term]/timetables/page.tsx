import { TimetablesPage } from "@/features/compare/timetables-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("compare.pageTitle");

export default async function Page({
  params,
  searchParams,
}: PageProps<"/terms/[term]/timetables">) {
  const { term } = await params;
  const { job } = await searchParams;
  return <TimetablesPage term={term} job={typeof job === "string" ? job : undefined} />;
}
