// One payload as sent by the service, for testing the ways in which it can be damaged.

export const PAYLOAD =
  '{"d":{"__type":"SoftToken.ProvisionResponse","serial_number":"FGT60F0000000001","__clustered_sns":[{"sn":"FGT60F0000000002","error":null}],' +
  '"tokens":[{"token":"FTKMOB0123456789","license":null,"period":60,"error":{"error_code":31,"error_message":"token does not belong to product"}}],"result":0}}';
export const VALUE: unknown = JSON.parse(PAYLOAD);
export const SPACED = PAYLOAD.replace(/[{[,:]/g, '$& ').replace(/[}\]]/g, ' $&');
export const DEBUG = '2024-03-30 04:10:03 [95] ftc_res: FortiToken-Cloud internal error';

export const QUOTES = [...PAYLOAD.matchAll(/"/g)].map(({ index }) => index);

/** The last occurrence of a part of the payload, and its middle. */
export function middle(part: string): number {
  return PAYLOAD.lastIndexOf(part) + Math.ceil(part.length / 2);
}
