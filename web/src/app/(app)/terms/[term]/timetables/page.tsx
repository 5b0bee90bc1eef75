import { TimetablesPage } from "@/features/compare/timetables-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("compare.pageTitle");

export default async function Page({
  params,
  searchParams,
}: PageProps<"/terms/[term]/timetables">) {
  const { term } = await params;
  const { job, show } = await searchParams;
  const one = (value: string | string[] | undefined) =>
    typeof value === "string" ? value : undefined;
  return <TimetablesPage term={term} job={one(job)} show={one(show)} />;
}
