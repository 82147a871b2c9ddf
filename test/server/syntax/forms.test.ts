import { describe, expect, test } from 'vitest';
import { type CaptureRecord, FORMS } from '../../../server/src/syntax';
import { byId, every, first, itself } from '../../support/rows';
import { only, sketch } from './sketch';

/** The kind of record that each form produces; every other form produces debug lines. */
const KINDS: Readonly<Record<string, CaptureRecord['kind']>> = {
  G27: 'json',
  G26: 'http',
  'G23 G24 G25': 'command',
  'G23 without a prompt': 'command',
  G30: 'table',
  G31: 'banner',
  G32: 'cli-error',
  G34: 'config',
  G33: 'field',
  G28: 'sentence',
  G37: 'sentence',
};

function kindOf(id: string): CaptureRecord['kind'] {
  return KINDS[id] ?? 'debug';
}

const STAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? /;
const BREAKS: Readonly<Record<string, string>> = {
  LF: '\n',
  'CR LF': '\r\n',
  'CR CR LF': '\r\r\n',
  CR: '\r',
};

const examples = FORMS.flatMap(({ id, examples: lines }) => lines.map(line => ({ id, line })));
const nameOf = ({ id, line }: (typeof examples)[number]): string => `${id}: ${line}`;
const debugExamples = examples
  .filter(({ id }) => kindOf(id) === 'debug')
  .map(({ id, line }) => ({ id, line: line.replace(STAMP, '') }));

test('A form has examples, and reads them all in one form', () => {
  every(FORMS, byId, ({ id, examples: lines }) => {
    const forms = new Set(lines.map(line => only(line)['form']));
    expect([...forms]).toHaveLength(1);
    expect(forms.has('stamp')).toBe(false);
    expect(forms.has(undefined)).toBe(kindOf(id) !== 'debug');
  });
});

describe.each(Object.entries(BREAKS))('With %s', (_name, lineBreak) => {
  test('every example is read whole', () => {
    every(examples, nameOf, ({ id, line }) => {
      const text = line.replaceAll('\n', lineBreak) + lineBreak;
      expect(only(text).kind).toBe(kindOf(id));
    });
  });

  test('every example is read between others of its form', () => {
    every(examples, nameOf, ({ id, line }) => {
      const text = (line.replaceAll('\n', lineBreak) + lineBreak).repeat(3);
      const expected = kindOf(id);
      const others = sketch(text).filter(({ kind }) => kind !== expected && kind !== 'blank');
      expect(others).toEqual([]);
    });
  });
});

describe('Without a line break after it', () => {
  test('every example is read', () => {
    every(examples, nameOf, ({ id, line }) => {
      expect(only(line)).toMatchObject({ kind: kindOf(id), text: line });
    });
  });
});

describe('Indented', () => {
  test('every example is read', () => {
    every(examples, nameOf, ({ id, line }) => {
      for (const indent of ['  ', '\t', '        ']) {
        const text = indent + line + '\n';
        expect(only(text)).toMatchObject({ kind: kindOf(id), text });
      }
    });
  });
});

describe('A debug line', () => {
  const STAMPS = ['2024-03-30 04:10:03', '2025-01-15 08:27:17.648236'];

  test('reads the same with a time stamp and without', () => {
    every(debugExamples, nameOf, ({ line }) => {
      const { form, name, message } = only(line);
      for (const stamp of STAMPS)
        expect(only(`${stamp} ${line}\n`)).toMatchObject({ form, name, message, stamp });
    });
  });

  test('reads the same after a prompt', () => {
    every(debugExamples, nameOf, ({ line }) => {
      const { form, name, message } = only(line);
      for (const prompt of ['FGT # ', 'FGT_Node2 (Interim)# ', '# ', 'FGT (root) # # ']) {
        const [command, debug, ...more] = sketch(prompt + line + '\n');
        expect(command).toMatchObject({ kind: 'command', command: '', text: prompt });
        expect(debug).toMatchObject({ kind: 'debug', form, name, message });
        expect(more).toEqual([]);
      }
    });
  });

  const CASES = [
    ['ftm_fc_comm_connect[66]:ftm TCPS connected.', 'ftm_fc_comm_connect', 'ftm TCPS connected.'],
    ['__samld_sp_create_auth_req [447]: SAML SP algo: 0', '__samld_sp_create_auth_req', 'SAML SP algo: 0'],
    ['Samld_main [12]: x', 'Samld_main', 'x'],
    ['fnbamd_dbg_hex_pnt[48] EAP msg from server', 'fnbamd_dbg_hex_pnt', 'EAP msg from server'],
    ['wad_auth_resp :142 auth result:9', 'wad_auth_resp', 'auth result:9'],
    ['[1906] handle_req-Rcvd auth req 1', 'handle_req', 'Rcvd auth req 1'],
    ['[1909] create_auth_session- Total 1', 'create_auth_session', 'Total 1'],
    ['[217] find_matched_usr_grps-', 'find_matched_usr_grps', ''],
    ['[181] fnbamd_comm->status 1', 'fnbamd_comm', '>status 1'],
    ['[37] fds_queue_task: req-33 is added to ftc', 'fds_queue_task', 'req-33 is added to ftc'],
    ['[5784:root:d9]fam_auth_send_req:514 return: 7', 'fam_auth_send_req', 'return: 7'],
    ['[5784:root:d9][fam_auth_send_req:438] FNBAM opt', 'fam_auth_send_req', 'FNBAM opt'],
    ['[275:root:1f0]SSL state:before (192.0.2.1)', '', 'SSL state:before (192.0.2.1)'],
    ['[authd_http_connect:1696]: src 192.0.2.1', 'authd_http_connect', 'src 192.0.2.1'],
  ] as const;

  test('has its function and its message', () => {
    every(CASES, first, ([line, name, message]) => {
      expect(only(line)).toMatchObject({ kind: 'debug', name, message });
    });
  });

  test('of a connection has the connection', () => {
    expect(only('[5784:vd-1:d9]sslvpn_read:1 x')).toMatchObject({ tag: '5784:vd-1:d9' });
  });

  const OTHERS = [
    'note[3] in prose',
    'see [4] above',
    '[12]',
    '[x] y-z',
    'foo[bar]:baz',
    'a: b',
    '[1:2]',
    'x [3]',
  ];

  test('is not recognised in other lines', () => {
    every(OTHERS, itself, line => {
      expect(only(line).kind).toBe('text');
    });
  });
});

describe('A time stamp', () => {
  test('alone on its line is a debug line without words', () => {
    for (const end of ['', '\n', ' \r\n'])
      expect(only('2025-01-15 08:27:17' + end)).toMatchObject({
        kind: 'debug',
        form: 'stamp',
        stamp: '2025-01-15 08:27:17',
        name: '',
      });
  });

  test('before words of no known form keeps them as the message', () => {
    expect(only('2025-01-15 08:27:17 some daemon says so')).toMatchObject({
      form: 'stamp',
      message: 'some daemon says so',
    });
  });

  test('after another one is the one that counts', () => {
    expect(only('2025-01-15 08:27:17 2025-01-15 08:27:17.648236 ftm_fc[66]:m')).toMatchObject({
      kind: 'debug',
      form: 'function-line',
      stamp: '2025-01-15 08:27:17.648236',
      name: 'ftm_fc',
      message: 'm',
    });
  });

  test('keeps the rest of a line that broke off as the message', () => {
    expect(only('2025-01-15 08:27:17 [19')).toMatchObject({ form: 'stamp', message: '[19' });
  });

  test.each(['2025-01-15T08:27:17 x', '2025/01/15 08:27:17 x', '25-01-15 08:27:17 x', '2025-01-15 08:27 x'])(
    'of another format is not recognised: %s',
    line => {
      expect(only(line).kind).toBe('text');
    },
  );

  test('begins no record in the middle of a sentence', () => {
    const line = 'ftm_fc[66]:token expires 2025-01-15 08:27:17 in local time';
    expect(only(line)).toMatchObject({ message: 'token expires 2025-01-15 08:27:17 in local time' });
  });
});
