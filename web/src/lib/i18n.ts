import { getRequestConfig } from "next-intl/server";

/** English is complete; a further language is one more catalogue beside messages/en. */
export default getRequestConfig(async () => ({
  // Dates with the day first, clocks of 24 hours.
  locale: "en-GB",
  // Until somebody is signed in, whose institution has a time zone.
  timeZone: "UTC",
  messages: (await import("@/messages/en")).default,
}));
