import { GeneratePage } from "@/features/generate/generate-page";

export default async function Page({ params }: PageProps<"/terms/[term]/generate">) {
  const { term } = await params;
  return <GeneratePage term={term} />;
}
