import { describe, expect, test } from 'vitest';
import { codeOf, firstLine } from '../../support/markdown';
import { hover, hovered } from '../../support/reading';

/** An answer of the service without errors: the hover explains only the term under the mouse. */
const answer = (fields: string): string =>
  `{"d":{"__type":"SoftToken.ProvisionResponse",${fields},"result":0,"error":null}}`;

const first = (marked: string): string => firstLine(hover(marked));

describe('On a JSON payload, the hover explains', () => {
  test('a field', () => {
    expect(first(answer('"tokens":[{"token":"FTKMOB0000000001","lice<|>nse":null}]'))).toBe(
      'Licence that the token belongs to',
    );
  });

  test('the field alone, not its value', () => {
    expect(hovered('{"d":{"serial_nu<|>mber":"FGT60F0000000001"}}')).toBe(
      '{"d":{"<|serial_number|>":"FGT60F0000000001"}}',
    );
  });

  test('the type of the message', () => {
    expect(hover('{"d":{"__type":"SoftToken.Provision<|>Response","result":0}}')).toMatch(/answer/i);
  });

  test('how long an activation code lives, in hours', () => {
    expect(hover(answer('"tokens":[{"token":"FTKMOB0000000001","code_ex<|>pire":4320}]'))).toContain(
      '4320 minutes = 72 hours',
    );
  });

  test('the same at the number itself', () => {
    expect(hover(answer('"tokens":[{"token":"FTKMOB0000000001","code_expire":43<|>20}]'))).toContain(
      '4320 minutes = 72 hours',
    );
  });

  test('no hours if the code has no lifetime', () => {
    expect(hover(answer('"tokens":[{"token":"FTKMOB0000000001","code_ex<|>pire":null}]'))).not.toContain(
      'minutes = ',
    );
  });

  test('a field in damaged JSON, after the damage', () => {
    const hoverText = hover(
      '{"d":{"tokens":[{"token":"FTKMOB0000000001", license":null,"qr_c<|>ode":null}]}}',
    );
    expect(hoverText).toMatch(/QR/);
  });
});

describe('On a serial number, the hover says', () => {
  test('what kind of token it is', () => {
    expect(first(answer('"tokens":[{"token":"FTKM<|>OB0000000001"}]'))).toBe('FortiToken Mobile');
  });

  test('that a token is hardware', () => {
    expect(first('FTK20<|>00000000001 0 new')).toBe('FortiToken-200, hardware');
  });

  test('the model of a device, if a source names it', () => {
    expect(first('{"d":{"serial_number":"FGT40<|>F0000000001"}}')).toBe('FortiGate-40F');
  });

  test('that no source names the model', () => {
    const hoverText = hover('{"d":{"serial_number":"FGX99<|>Z0000000001"}}') ?? '';
    expect(firstLine(hoverText)).toBe('Serial number of a Fortinet device');
    expect(hoverText).toContain('Prefix FGX99Z: this version has no source for its model');
  });

  test('the same in a debug line', () => {
    expect(
      first('2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTK<|>MOB0000000001\n2024-03-30 04:10:04 ftm_fc_comm_connect[66]:ftm TCPS connected.'), // oxfmt-ignore
    ).toBe('FortiToken Mobile');
  });

  test('nothing about a word that only looks like one', () => {
    expect(hover('FORTIFI<|>CATIONS12')).toBeUndefined();
  });
});

describe('On a command, the hover', () => {
  test('expands every abbreviation', () => {
    expect(codeOf(hover('FGT (root) # di de cons <|>time en') ?? '')).toEqual([
      'diagnose debug console timestamp enable',
    ]);
  });

  test('begins with what the command is for', () => {
    expect(first('FGT (root) # di de cons <|>time en')).toBe('Time stamps on debug lines');
  });

  test('is about the command without its prompt', () => {
    expect(hovered('FGT (root) # di de cons <|>time en')).toBe('FGT (root) # <|di de cons time en|>');
  });

  test('distinguishes a command that changes the unit from one that reads', () => {
    expect(hover('FGT # di fortitoken debug <|>enable')).toContain('changes no configuration');
    expect(hover('FGT # exec date 2031-<|>01-01')).toContain("Changes the unit's configuration");
    expect(hover('FGT # exec da<|>te')).toContain('Only reads; changes nothing');
    expect(hover('FGT # get system sta<|>tus')).toContain('Only reads; changes nothing');
  });

  test('warns that the output of the FortiToken debug contains secrets', () => {
    expect(hover('FGT # di fortitoken debug <|>enable')).toContain('Its output can contain secrets');
  });

  test('expands the certain words of an unknown command', () => {
    expect(codeOf(hover('FGT # di de no<|>such') ?? '')).toEqual(['diagnose debug nosuch']);
  });
});

describe('On a build number, the hover says', () => {
  const build = (version: string, number: string): string =>
    answer(`"__device_version":"${version}","__device_build":"<|>${number}"`);

  test('the release', () => {
    expect(first(build('7.0', '2573'))).toBe('Probably FortiOS 7.4.3');
  });

  test('that no source names its release', () => {
    expect(first(build('7.0', '9999'))).toBe('Build 9999: this version has no source for its release');
  });

  test('no release of FortiOS 7 for the same number in another major release', () => {
    expect(first(build('6.0', '2573'))).toBe('Build 2573: this version has no source for its release');
  });
});

describe('On a time stamp, the hover says', () => {
  const began = '2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0000000001';
  const connected = (stamp: string): string => `${stamp} ftm_fc_comm_connect[66]:ftm TCPS connected.`;
  const sent = (stamp: string): string => `${stamp} ftm_fc_comm_send_request[128]:send packet success.`;

  test('the time since the line before, and since the exchange began', () => {
    const hoverText = hover(
      [began, connected('2024-03-30 04:10:05'), sent('2024-03-30 04:<|>10:15')].join('\n'),
    );
    expect(hoverText).toContain('10 s after the previous line');
    expect(hoverText).toContain('12 s since the exchange began');
  });

  test('the fraction of a second that a stamp has', () => {
    const hoverText = hover(
      [connected('2024-03-30 04:10:05.250000'), sent('2024-03-30 04:<|>10:05.750000')].join('\n'),
    );
    expect(hoverText).toContain('0.5 s after the previous line');
  });

  test('a long time in hours and minutes', () => {
    const hoverText = hover([connected('2024-03-30 04:10:05'), sent('2024-03-30 06:<|>20:05')].join('\n'));
    expect(hoverText).toContain('2 h 10 min after the previous line');
  });

  test('a time across midnight and the end of a month', () => {
    const hoverText = hover([connected('2024-03-31 23:59:59'), sent('2024-04-01 00:<|>00:01')].join('\n'));
    expect(hoverText).toContain('2 s after the previous line');
  });

  test('that the clock went back', () => {
    const hoverText = hover([began, connected('2024-03-30 04:<|>10:01')].join('\n'));
    expect(hoverText).toContain('2 s earlier than the previous line: the clock went back');
  });

  test('no time below zero since the exchange began', () => {
    expect(hover([began, connected('2024-03-30 04:<|>10:01')].join('\n'))).not.toContain('-2 s');
  });

  test('only what it is, on the very first line', () => {
    const hoverText = hover(connected('2024-03-30 04:<|>10:01')) ?? '';
    expect(firstLine(hoverText)).toBe("Time stamp in the unit's local time");
    expect(hoverText).not.toMatch(/ after | since /);
  });

  test('the time since the nearest line that has one', () => {
    const hoverText = hover(
      [connected('2024-03-30 04:10:05'), '', 'FGT # ', sent('2024-03-30 04:<|>10:06')].join('\n'),
    );
    expect(hoverText).toContain('1 s after the previous line');
  });
});

describe('On an HTTP message, the hover explains', () => {
  const request = (lines: string): string =>
    `POST /SoftToken/Provisioning.asmx/Process HTTP/1.1\n${lines}\n\n{"d":{"__type":"SoftToken.ProvisionResponse"}}\n`;

  test('a header with an explanation', () => {
    expect(first(request('Content-Len<|>gth: 46'))).toBe('Length of the payload in bytes');
  });

  test('no header without an explanation', () => {
    expect(hover(request('X-No-Such-Hea<|>der: 1'))).toBeUndefined();
  });

  test('the address of a service', () => {
    expect(first(request('Host: 208.91<|>.113.53:443'))).toBe('FortiToken Mobile service');
  });

  test('the name of a service', () => {
    expect(first('exec ping globalftm.<|>fortinet.net')).toBe('Anycast server for FortiToken Mobile');
  });

  test('the port after it', () => {
    expect(hovered(request('Host: 208.91.113.53:4<|>43'))).toContain('Host: 208.91.113.53:<|443|>\n');
    expect(first(request('Host: 208.91.113.53:4<|>43'))).toMatch(/HTTPS/);
  });

  test('no unknown host', () => {
    expect(hover(request('Host: ftm.exam<|>ple.com'))).toBeUndefined();
  });

  test('what a status code means', () => {
    expect(hover('HTTP/1.1 40<|>3 Forbidden\nServer: nginx\n\n')).toMatch(/denied/i);
  });
});

describe('On a configuration or a table, the hover explains', () => {
  const block = (line: string): string =>
    `config user fortitoken\n    edit "FTKMOB0000000001"\n        ${line}\n    next\nend\n`;

  test('a field', () => {
    expect(first(block('set activation-ex<|>pire 1711771803'))).toBe('When the activation code expires');
  });

  test('seconds since 1970 as a date', () => {
    expect(hover(block('set activation-ex<|>pire 1711771803'))).toContain('2024-03-30 04:10:03 UTC');
  });

  test('the same at the number itself', () => {
    expect(hover(block('set activation-expire 1711<|>771803'))).toContain('2024-03-30 04:10:03 UTC');
  });

  test('no date for a number that is not a date', () => {
    expect(hover(block('set activation-ex<|>pire 12'))).not.toContain('UTC');
  });

  test('the state of a token', () => {
    expect(
      first('FGT # diagnose fortitoken info\nFORTITOKEN DRIFT STATUS\nFTKMOB0000000001 0 provision time<|>out\n'), // oxfmt-ignore
    ).toBe('Not activated in time');
  });
});

describe('The hover explains', () => {
  test('a function of the debug output', () => {
    expect(
      first('2024-03-30 04:10:03 ftm_cfg_prov<|>ision_token[417]:provision token: FTKMOB0000000001'),
    ).toBe('Provisioning of a token begins');
  });

  test('the same function in the other line form', () => {
    expect(
      first('2024-03-30 04:10:03 [417] ftm_cfg_prov<|>ision_token: provision token: FTKMOB0000000001'),
    ).toBe('Provisioning of a token begins');
  });
});

describe('There is no hover', () => {
  test.each([
    ['on a blank line', 'FGT # \n<|>\nFGT # \n'],
    ['in an empty text', '<|>'],
    ['on a prompt without a command', 'FGT <|># \n'],
    ['on a line that nothing knows', 'Lorem <|>ipsum dolor\n'],
    ['behind the end of the last line', 'Lorem ipsum\n<|>'],
  ])('%s', (_, marked) => {
    expect(hover(marked)).toBeUndefined();
  });
});
