import { GeneratePage } from "@/features/generate/generate-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("generate.title");

export default async function Page({ params }: PageProps<"/terms/[term]/generate">) {
  const { term } = await params;
  return <GeneratePage term={term} />;
}
