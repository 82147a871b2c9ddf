import { describe, expect, test } from 'vitest';
import { expectFindings, findingsOf } from '../../../support/findings';
import { evidenceOn } from '../../../support/evidence';
import { on } from '../../../support/logins';

const RULE = 'cluster/not-synchronised';

const SAME = '46aad3d97d7fdd8488d2fb9c128025f0'.replace(/..(?!$)/g, '$& ');
const OTHER = '9348eb9e1bc888a19d89ffc6ff803bb9'.replace(/..(?!$)/g, '$& ');
/** The checksums of one unit, both zones. */
const unit = (name: string, root: string, all: string, written = root): string =>
  `================== ${name} ==================\nis_manage_primary()=1, is_root_primary()=1\ndebugzone\n` +
  `global: ${SAME}\nroot: ${root}\nall: ${all}\n\nchecksum\nglobal: ${SAME}\nroot: ${written}\nall: ${all}\n\n`;
const [FIRST, SECOND] = ['FG1K5D0000000001', 'FG1K5D0000000002'];

describe('cluster/not-synchronised compares checksums', () => {
  test('of the units, and names what differs', () => {
    const text = 'diagnose sys ha checksum cluster\n' + unit(FIRST, SAME, SAME) + unit(SECOND, OTHER, OTHER);
    const at = text.lastIndexOf(`root: ${OTHER}`);
    const [found, ...more] = expectFindings(text.slice(0, at) + on(RULE, text.slice(at), `root: ${OTHER}`));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      severity: 'warning',
      message: `HA: the checksum 'root' of ${FIRST} differs from that of ${SECOND}`,
    });
  });

  test('of the tables that each unit lists at its own prompt', () => {
    const list = (host: string, value: string): string =>
      `${host} # diagnose sys ha checksum show root\nfirewall.address: ${value}\n`;
    const [same, other] = [SAME, OTHER].map(one => one.replaceAll(' ', ''));
    const words = `firewall.address: ${other}`;
    const [found] = expectFindings(list('FW-A', same ?? '') + on(RULE, list('FW-B', other ?? ''), words));
    expect(found?.message).toBe(
      "HA: the checksum 'firewall.address' in root of FW-A differs from that of FW-B",
    );
  });

  test('of the tables of each VDOM that a command names', () => {
    const list = (host: string, vdom: string, value: string): string =>
      `${host} # diagnose sys ha checksum show ${vdom}\nfirewall.address: ${value.replaceAll(' ', '')}\n`;
    const [one, two] = ['FW-A', 'FW-B'];
    expectFindings(list(one, 'root', SAME) + list(one, 'lab', OTHER) + list(two, 'root', SAME));
    const [found] = findingsOf(list(one, 'lab', SAME) + list(two, 'lab', OTHER));
    expect(found?.message).toBe(
      "HA: the checksum 'firewall.address' in lab of FW-A differs from that of FW-B",
    );
    expect(found?.facts).toMatchObject({ vdom: 'lab', part: 'firewall.address' });
    const { steps } = evidenceOn(list(one, 'lab', SAME) + list(two, 'lab', OTHER), RULE);
    expect(steps[0]).toMatch(/^Compare firewall\.address on both units /);
  });

  test('of two lines about one object, and of roles that old releases print', () => {
    const [same, other] = [SAME, OTHER].map(one => one.replaceAll(' ', ''));
    const old = `FGT # diagnose sys ha showcsum 01 lab\nMASTER : user.group: ${same}\nSLAVE  : user.group: ${other}\n`;
    const two = `diagnose sys ha cluster-csum\nlab: ${SAME}\nlab: ${OTHER}\n`;
    expect(findingsOf(two + old).map(({ message }) => message)).toEqual([
      "HA: the checksum 'lab' differs between the units",
      "HA: the checksum 'user.group' in lab of MASTER differs from that of SLAVE",
    ]);
    expectFindings(two.replace(OTHER, SAME) + old.replace(other ?? '', same ?? ''));
  });

  test('and names the command that lists what is in the one that differs', () => {
    const text = unit(FIRST, SAME, SAME) + unit(SECOND, OTHER, OTHER);
    expect(evidenceOn(text, RULE).deciding).toContain('diagnose sys ha checksum show root');
  });

  test('of one unit, as information while they are not yet calculated', () => {
    const text = unit(FIRST, SAME, SAME, OTHER);
    expect(expectFindings(on(RULE, text, `root: ${OTHER}`))[0]).toMatchObject({
      severity: 'information',
      message: `HA: the debugzone and checksum values of 'root' on ${FIRST} differ: a change is probably not written yet`,
    });
  });

  test('once, with the state of the cluster that follows from it', () => {
    const state = 'FG1K5D0000000002(updated 2 seconds ago): out-of-sync';
    const found = findingsOf(unit(FIRST, SAME, SAME) + unit(SECOND, OTHER, OTHER) + `${state}\n`);
    expect(found.map(({ rule, message }) => [rule, message])).toEqual([
      [RULE, `HA: the checksum 'root' of ${FIRST} differs from that of ${SECOND}`],
    ]);
    expect(found[0]?.related.map(({ message }) => message)).toEqual([
      'the checksum of the other unit',
      'the unit that is not synchronised',
    ]);
  });

  test('with the state of the cluster at the first of them, and beside other problems', () => {
    const vdoms = (name: string, value: string): string =>
      unit(name, value, value).replaceAll(/^root: (.*)$/gm, 'root: $1\nlab: $1');
    const state = 'FG1K5D0000000002(updated 2 seconds ago): out-of-sync\n';
    const found = findingsOf(
      `${vdoms(FIRST, SAME)}${vdoms(SECOND, OTHER)}${state}Command fail. Return code -3\n`,
    );
    expect(found.map(({ rule }) => rule)).toEqual([RULE, RULE, 'cli/command-failed']);
    expect(found.map(({ related }) => related.map(({ role }) => role))).toEqual([
      ['unit', 'state'],
      ['unit'],
      [],
    ]);
  });

  test('of units that the list does not name', () => {
    const half = (role: number, root: string): string =>
      `is_manage_master()=${role}, is_root_master()=${role}\ndebugzone\nroot: ${root}\n\nchecksum\nroot: ${root}\n\n`;
    const [found] = findingsOf(`diagnose sys ha checksum cluster\n${half(1, SAME)}${half(0, OTHER)}`);
    expect(found?.message).toBe("HA: the checksum 'root' differs between the units");
  });

  test('over all others, if that alone differs', () => {
    const found = findingsOf(unit(FIRST, SAME, SAME) + unit(SECOND, SAME, OTHER));
    expect(found.map(({ message }) => message)).toEqual([
      `HA: the checksum 'all' of ${FIRST} differs from that of ${SECOND}`,
    ]);
  });

  test('of each VDOM', () => {
    const vdoms = (name: string, value: string): string =>
      unit(name, value, value).replaceAll(/^root: (.*)$/gm, 'root: $1\nlab: $1');
    const found = findingsOf(vdoms(FIRST, SAME) + vdoms(SECOND, OTHER));
    expect(found.map(({ facts }) => facts['name'])).toEqual(['root', 'lab']);
  });

  test('in memory, if the list ends before those of the stored configuration', () => {
    const short = (name: string, root: string): string =>
      unit(name, root, SAME).replace(/checksum\n[^]*/, '');
    expect(findingsOf(short(FIRST, SAME) + short(SECOND, OTHER)).map(({ message }) => message)).toEqual([
      `HA: the checksum 'root' of ${FIRST} differs from that of ${SECOND}`,
    ]);
  });

  test('within each unit, but not the one over all others', () => {
    const written = (name: string): string => {
      const text = unit(name, SAME, SAME, OTHER);
      const at = text.lastIndexOf('all:');
      return `${text.slice(0, at)}all: ${OTHER}\n\n`;
    };
    const found = findingsOf(written(FIRST) + written(SECOND));
    expect(found.map(({ facts }) => `${facts['name'] ?? ''} ${facts['unit'] ?? ''}`)).toEqual([
      `root ${FIRST}`,
      `root ${SECOND}`,
    ]);
    expect(found[0]?.related.map(({ message }) => message)).toEqual(['the checksum in debugzone']);
  });

  test('and keeps the state of a cluster whose units differ within themselves only', () => {
    const state = 'FG1K5D0000000002(updated 2 seconds ago): out-of-sync';
    const found = findingsOf(unit(FIRST, SAME, SAME, OTHER) + `${state}\n`);
    expect(found.map(({ severity }) => severity)).toEqual(['information', 'warning']);
  });

  test('and says nothing if they are the same, or became the same', () => {
    expectFindings(unit(FIRST, SAME, SAME) + unit(SECOND, SAME, SAME));
    expectFindings(
      unit(FIRST, SAME, SAME) +
        unit(SECOND, OTHER, OTHER) +
        unit(FIRST, OTHER, OTHER) +
        unit(SECOND, OTHER, OTHER),
    );
  });
});

describe('cluster/not-synchronised fires', () => {
  test('for the console of a unit whose checksums differ, once', () => {
    const first = 'slave is not in sync with master, sequence:0. (type 0x3)\n';
    expectFindings(
      on(RULE, first, first.trim()) + 'slave is not in sync with master, sequence:1. (type 0x3)\n',
    );
  });

  test('for the words of newer releases, and for files', () => {
    const output =
      "secondary's external files are not in sync with the primary's, sequence:0. (type IPS_ENGINE)";
    expectFindings(on(RULE, `${output}\n`, output));
  });

  test('for a unit in the state of the cluster', () => {
    const output = 'FG1K5D0000000002(updated 2 seconds ago): out-of-sync';
    expectFindings(`FG1K5D0000000001(updated 2 seconds ago): in-sync\n${on(RULE, `${output}\n`, output)}`);
  });
});

describe('cluster/not-synchronised does not fire', () => {
  test('when the unit says later that it was synchronised', () => {
    expectFindings(
      "slave's configuration is not in sync with master's, sequence:0\n" +
        'slave starts to sync with master\nlogout all admin users\nslave succeeded to sync with master\n',
    );
  });
});
