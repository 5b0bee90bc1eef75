import { BesidePage } from "@/features/compare/beside/beside-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("compare.beside.pageTitle");

export default async function Page({
  params,
  searchParams,
}: PageProps<"/terms/[term]/timetables/[timetable]/beside">) {
  const { term, timetable } = await params;
  const { against } = await searchParams;
  return (
    <BesidePage
      term={term}
      timetable={timetable}
      against={typeof against === "string" ? against : undefined}
    />
  );
}
