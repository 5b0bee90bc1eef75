import { SpreadsheetPage } from "@/features/spreadsheet/spreadsheet-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("spreadsheet.title");

export default async function Page({ params }: PageProps<"/terms/[term]/data/import">) {
  return <SpreadsheetPage {...await params} />;
}
