// One address for VS Code's window and for the files of an extension that runs in its web worker: the window's security
// policy allows no second one. Files are below /extension/; everything else is forwarded to the server, sockets included.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

export const PREFIX = '/extension/';
/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.json': 'application/json' };
// The requesting worker has an origin of its own.
const HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
};

/**
 * @param {string} authority the server's host and port
 * @param {string} folder the extension
 */
export async function startFront(authority, folder) {
  const [host, port] = authority.split(':');
  /** @type {Set<import('node:stream').Duplex>} */
  const sockets = new Set();
  const front = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith(PREFIX)) void sendFile(folder, pathname.slice(PREFIX.length), response);
    else
      passOn(
        { host, port, path: request.url, method: request.method, headers: request.headers },
        request,
        response,
      );
  });
  front.on('upgrade', (request, socket, head) => {
    const upstream = net.connect(Number(port), host, () => {
      upstream.write(requestText(request));
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    for (const [one, other] of [
      [upstream, socket],
      [socket, upstream],
    ]) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
  });
  await new Promise((resolve, reject) =>
    front.once('error', reject).listen(0, '127.0.0.1', () => resolve(undefined)),
  );
  const { port: own } = /** @type {net.AddressInfo} */ (front.address());
  const close = () => {
    for (const socket of sockets) socket.destroy();
    front.closeAllConnections();
    front.close();
  };
  return { authority: `127.0.0.1:${own}`, close };
}

/** @param {string} folder @param {string} name @param {http.ServerResponse} response */
async function sendFile(folder, name, response) {
  // Resolved against the root first, so that no name can escape the folder.
  const file = path.join(folder, path.resolve('/', decodeURIComponent(name)));
  try {
    const content = await readFile(file);
    response.writeHead(200, {
      ...HEADERS,
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    });
    response.end(content);
  } catch {
    response.writeHead(404, HEADERS).end();
  }
}

/** @param {http.RequestOptions} options @param {http.IncomingMessage} request @param {http.ServerResponse} response */
function passOn(options, request, response) {
  const upstream = http.request(options, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  upstream.on('error', () => response.destroy());
  request.pipe(upstream);
}

/** The request as it came. @param {http.IncomingMessage} request */
function requestText({ method, url, rawHeaders }) {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let i = 0; i < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
