import { NextResponse, type NextRequest } from "next/server";
import { contentPolicy } from "@/lib/content-policy";

/** Gives each page its policy; Next puts the policy's nonce on the scripts that it writes. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const isDevelopment = process.env.NODE_ENV === "development";
  const policy = contentPolicy(nonce, request.nextUrl.pathname, isDevelopment);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// Pages only: what is streamed to and from Django must not pass through here.
export const config = { matcher: ["/((?!api/|_allauth/|_next/|icon.svg).*)"] };
