import fc from 'fast-check';

const SCRAPS = [
  'FGT (root) # ', 'FGT # ', '# ', 'di de en', 'config user fortitoken', '  edit "FTKMOB0123456789"', 'set license "EFTM908070605040"', 'next', 'end',
  '2024-03-30 04:10:03 ', '2024-03-30 04:10:03.123456 ', 'ftm_fc_comm_connect[66]:ftm TCPS connected.', 'ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789',
  '[328] fds_https_recv: response code is 403: [HTTP/1.1 403 FORBIDDEN', '[1906] handle_req-Rcvd auth req 1', 'Server: nginx', 'Content-Length: 40', 'Connection: close]',
  'POST /SoftToken/Provisioning.asmx/Process HTTP/1.1', 'HTTP/1.1 200 OK', '{ "d": { "tokens": [ { "token": "FTKMOB0123456789" } ] } }',
  '{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":"FTKMOB0123456789","error":{"error_code":31,"error_message":"token does not belong to product"}}]}}',
  '{"d":{"a":', '"license":null', '{', '}', '[', ']', '"', "'", '“', '”', ',', ':', '\\', '\\u12', '*', '****', 'null', '4320', '-1.5e3', '\t',
  'FORTITOKEN DRIFT STATUS', 'FTKMOB0123456789 0 provision timeout', 'Token server status: reachable', 'Command fail. Return code -56', 'status : active', '<<<---- here', 'x',
]; // oxfmt-ignore
const BREAKS = ['\n', '\r\n', '\r\r\n', '\r', '\n\n', ' ', ''];

/** Text that resembles a capture often enough to reach every branch of the reader, with line breaks in odd places. */
export const captureText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...SCRAPS) }, { weight: 1, arbitrary: fc.string() }),
      fc.constantFrom(...BREAKS),
    ),
    { maxLength: 40 },
  )
  .map(pairs => pairs.map(([scrap, end]) => scrap + end).join(''));

/** Any string of UTF-16 code units, with control characters and lone surrogates. */
export const anyString = (maxLength = 300): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 127 }), fc.integer({ min: 0, max: 0xffff })), { maxLength })
    .map(units => String.fromCharCode(...units));

/** Any text: capture-like, or an arbitrary string. */
export const anyText: fc.Arbitrary<string> = fc.oneof(captureText, anyString());

/** A payload like FortiCare's, as JSON text. */
export const payloadText: fc.Arbitrary<string> = fc
  .record({
    d: fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), fc.jsonValue({ maxDepth: 3 }), {
      minKeys: 1,
      maxKeys: 6,
    }),
  })
  .chain(value => fc.constantFrom(JSON.stringify(value), JSON.stringify(value).replace(/^\{/, '{ ')));

/** `text` with a few characters removed, doubled or replaced. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.tuple(
    fc.nat(),
    fc.constantFrom('', '"', '}', ']', '{', '[', ',', ':', '*', '\n', '“', "'", '\\', 'x'),
    fc.nat(2),
  );
  return fc.tuple(text, fc.array(edit, { minLength: 1, maxLength: 4 })).map(([whole, edits]) =>
    edits.reduce((result, [place, put, drop]) => {
      const at = place % (result.length + 1);
      return result.slice(0, at) + put + result.slice(at + drop);
    }, whole),
  );
}
