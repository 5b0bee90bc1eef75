import { TimetablePage } from "@/features/timetable/timetable-page";

export default async function Page({
  params,
}: PageProps<"/terms/[term]/timetables/[timetable]">) {
  return <TimetablePage {...await params} />;
}
