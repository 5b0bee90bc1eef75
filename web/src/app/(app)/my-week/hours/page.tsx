import { HoursPage } from "@/features/my-week/hours/hours-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("myWeek.hours.title");

export default function Page() {
  return <HoursPage />;
}
