import { MyWeekPage } from "@/features/my-week/my-week-page";

export default function Page() {
  return <MyWeekPage />;
}
