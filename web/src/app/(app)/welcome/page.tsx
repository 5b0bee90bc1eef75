import { NoPlace } from "@/features/shell/no-place";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("shell.welcome.title");

export default function Page() {
  return <NoPlace />;
}
