import { JobPage } from "@/features/generate/job-page";
import { titled } from "@/lib/page-title";

export const generateMetadata = titled("generate.jobTitle");

export default async function Page({ params }: PageProps<"/terms/[term]/jobs/[job]">) {
  const { term, job } = await params;
  return <JobPage term={term} id={job} />;
}
