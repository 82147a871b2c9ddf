import { runHere } from './terminal';

/** The output of `check --format json`. */
export interface JsonReport {
  version: number;
  unread?: object[];
  files: { path: string; coverage: object; findings: { rule: string; cause?: string; severity: string }[] }[];
}

export async function jsonOf(words: readonly string[], input?: string | Uint8Array): Promise<JsonReport> {
  return JSON.parse((await runHere(['check', '--format', 'json', ...words], input)).out) as JsonReport;
}

/** The rules of all problems, in the order of the files. */
export async function checkedRules(words: readonly string[], input?: string | Uint8Array): Promise<string[]> {
  return (await jsonOf(words, input)).files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
}

/** Captures whose most severe problem has this severity. */
export const WORST = {
  error: '{"d":{"tokens":[{"token":"FTKMOB0000000001","error":{"error_code":31}}]}}\n',
  warning: '    edit "FTKMOB0000000001"\n        set activation-code "ABCDEFGHJKLMNPQR"\n',
  information: '{"d":{"__type":"SoftToken.ProvisionResponse", result":0}}\n',
  nothing: 'FGT # get system status\n',
};

export const SEED_FILE = 'test/fixtures/seed.log';
export const SEED_RULES = [
  'secret/otp-seed',
  'ftm/product-not-registered',
  'json/damaged',
  'ftm/token-not-of-product',
];
