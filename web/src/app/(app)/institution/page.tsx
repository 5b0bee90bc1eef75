import { MembersPage } from "@/features/institution/members-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("institution.tabs.members");

export default function Page() {
  return <MembersPage />;
}
