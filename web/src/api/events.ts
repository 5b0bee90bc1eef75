/** Where a stream of events stands. */
export type Connection = "connecting" | "live" | "lost";

const RETRY_MOST_MS = 15_000;

interface Listener {
  /** Names of the events wanted. */
  names: readonly string[];
  onEvent: (name: string, data: unknown) => void;
  onConnection: (connection: Connection) => void;
}

/**
 * Follows a stream of server-sent events until the returned function is called. The browser
 * reconnects by itself, from the last event it got; where an answer made it give up (the
 * server is restarting), a new connection is tried ever less often.
 */
export function followEvents(url: string, listener: Listener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const connect = () => {
    source = new EventSource(url);
    source.onopen = () => {
      failures = 0;
      listener.onConnection("live");
    };
    source.onerror = () => {
      listener.onConnection("lost");
      if (source?.readyState !== EventSource.CLOSED) return;
      failures += 1;
      timer = setTimeout(connect, Math.min(RETRY_MOST_MS, 500 * 2 ** failures));
    };
    for (const name of listener.names) {
      source.addEventListener(name, (event) => {
        listener.onEvent(name, JSON.parse((event as MessageEvent<string>).data));
      });
    }
  };

  listener.onConnection("connecting");
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
