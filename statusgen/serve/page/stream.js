/* One stream for all open pages of the preview: browsers allow a server six, and note each failed one in a page. */
const pages = new Set();
let newest;
const connect = () => {
  const source = new EventSource("/-/events");
  source.onmessage = event => {
    newest = JSON.parse(event.data);
    pages.forEach(page => page.postMessage(newest));
  };
  source.onerror = () => {
    newest = undefined;
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
};
self.onconnect = event => {
  const page = event.ports[0];
  page.onmessage = () => pages.delete(page);
  pages.add(page);
  if (newest) page.postMessage(newest);
};
connect();
