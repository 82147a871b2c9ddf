import fc from 'fast-check';
import { captureText } from './arbitraries';

/** Values that must never be repeated. They are made up. */
export const SEED = 'C0FFEE2233445566778899AABBCCDDEEFF012345';
export const CODE = 'EEQQRRSSTTUUVVWW';
export const LICENCE = 'EFTM900800700600';
export const PICTURE = `iVBORw0KGgoQQ${'Zz+/98'.repeat(20)}==`;
export const PASSWORD = 'Sommer-2024-geheim';
export const KEY = '0FF1CE3344556677C0DEC0DE99AABBCC';
export const COOKIE = 'kPq83ZtLw20YxVb6RmNd';
/** Every PNG begins with the same bytes, which are not secret and occur in the knowledge. */
const PNG_HEAD = 13;
export const SECRETS = [SEED, CODE, LICENCE, PICTURE.slice(PNG_HEAD), PASSWORD, KEY, COOKIE];

const CARRIERS = [
  `{ "d": { "__type": "SoftToken.ProvisionRequest", "serial_number": "FGT60F0000000001", "tokens": [ { "token": "FTKMOB0000000A01", "seed": "${SEED}", "digits": 6 } ] } }`,
  `{"d":{"__type":"SoftToken.ProvisionResponse","tokens":[{"token":"FTKMOB0000000A01","license":"${LICENCE}","token_activation_code":"${CODE}","qr_code":"${PICTURE}","error":{"error_code":31,"error_message":"no"}}],"error":{"error_code":17,"error_message":"no valid token found"}}}`,
  `2025-01-15 10:00:00 ftm_cfg_send_token_activation_code[345]:sent activation code: ${CODE} to user01@example.com`,
  `    set activation-code "${CODE}"`,
  `    set license "${LICENCE}"`,
  `    set seed ${SEED}`,
  `    set passwd "${PASSWORD}"`,
  `FGT (user01) # set passwd ${PASSWORD}`,
  `FGT (tunnel01) # set psksecret "${PASSWORD}"`,
  `FGT (fortitoken) # set activation-code "${CODE}"`,
  `activation-code : ${CODE}`,
  `ike 0:to-hq:14: IKE SA e109a345c1eda030/4c05b9914e525f3b SK_ei 16:${KEY}`,
  `[5784:root:d9]req: /remote/index SVPNCOOKIE=${COOKIE}`,
  `{"access_token":"${COOKIE}","expires_in":3600}`,
  `FGT # diagnose test authserver radius server01 pap user01 ${PASSWORD}`,
  'Command fail. Return code -3',
];

/** Text that resembles a capture, with secrets everywhere where they can occur. */
export const captureWithSecrets: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...CARRIERS) },
      { weight: 1, arbitrary: captureText.map(text => text.slice(0, 120)) },
    ),
    { minLength: 1, maxLength: 8 },
  )
  .chain(parts => fc.constantFrom('\n', '\n\n', '\r\n', '\r\r\n').map(end => parts.join(end) + end));
