import { SecurityPage } from "@/features/account/security-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("account.tabs.security");

export default function Page() {
  return <SecurityPage />;
}
