import { SignOnPage } from "@/features/institution/sign-on-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("institution.tabs.signOn");

export default function Page() {
  return <SignOnPage />;
}
