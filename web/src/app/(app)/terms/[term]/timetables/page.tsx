import { TimetablesPage } from "@/features/compare/timetables-page";

export default async function Page({
  params,
  searchParams,
}: PageProps<"/terms/[term]/timetables">) {
  const { term } = await params;
  const { job } = await searchParams;
  return <TimetablesPage term={term} job={typeof job === "string" ? job : undefined} />;
}
