import { addCsrf } from "@/api/csrf";
import { offlineError, toApiError } from "@/api/errors";

interface UploadOptions {
  /** Called with the share (0 to 1) of the body that has gone out. */
  onProgress: (share: number) => void;
  signal?: AbortSignal;
}

/**
 * Posts a form with a file, telling how much of it has gone out, which fetch cannot.
 *
 * @throws ApiError for every answer that is not 2xx, and where none came; the signal's
 * reason when it is aborted.
 */
export async function upload(
  path: string,
  form: FormData,
  { onProgress, signal }: UploadOptions,
): Promise<unknown> {
  const headers = new Headers({ Accept: "application/json" });
  await addCsrf("POST", headers);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    headers.forEach((value, name) => request.setRequestHeader(name, value));
    request.responseType = "json";
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(loaded / total);
    };
    request.onload = () => {
      const { status, response } = request;
      if (status >= 200 && status < 300) resolve(response);
      else reject(toApiError(status, response));
    };
    request.onerror = () => reject(offlineError());
    request.onabort = () => reject(signal?.reason ?? offlineError());
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}
