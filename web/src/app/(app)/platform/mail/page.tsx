import { MailPage } from "@/features/platform/mail-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("platform.tabs.mail");

export default function Page() {
  return <MailPage />;
}
