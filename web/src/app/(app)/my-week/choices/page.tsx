import { ChoicesPage } from "@/features/my-week/choices/choices-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("myWeek.choices.title");

export default function Page() {
  return <ChoicesPage />;
}
