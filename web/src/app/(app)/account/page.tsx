import { ProfilePage } from "@/features/account/profile-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("account.tabs.profile");

export default function Page() {
  return <ProfilePage />;
}
