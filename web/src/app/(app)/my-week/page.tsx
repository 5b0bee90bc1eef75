import { MyWeekPage } from "@/features/my-week/my-week-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("myWeek.title");

export default function Page() {
  return <MyWeekPage />;
}
