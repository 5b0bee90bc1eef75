import { TimetablePage } from "@/features/timetable/timetable-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("timetable.title");

export default async function Page({
  params,
}: PageProps<"/terms/[term]/timetables/[timetable]">) {
  return <TimetablePage {...await params} />;
}
