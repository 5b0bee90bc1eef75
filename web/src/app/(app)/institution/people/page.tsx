import { PeoplePage } from "@/features/institution/people-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("institution.tabs.people");

export default function Page() {
  return <PeoplePage />;
}
