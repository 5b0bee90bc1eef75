import { RatingsPage } from "@/features/my-week/ratings-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("myWeek.ratings.title");

export default function Page() {
  return <RatingsPage />;
}
