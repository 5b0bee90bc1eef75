import { InvitationsPage } from "@/features/institution/invitations-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("institution.tabs.invitations");

export default function Page() {
  return <InvitationsPage />;
}
