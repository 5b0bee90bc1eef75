import { getRequestConfig } from "next-intl/server";

/** English is complete; a further language is one more catalogue beside messages/en. */
export default getRequestConfig(async () => ({
  locale: "en",
  messages: (await import("@/messages/en")).default,
}));
