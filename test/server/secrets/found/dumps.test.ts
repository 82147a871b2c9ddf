import { test } from 'vitest';
import { expectGone } from '../../../support/found';

test.each([
  '-----BEGIN PRIVATE KEY-----\n«key:kq9X2LmT7vBz4Rw8Yp1N»\n«key:d6Hc3Js5Gf0aQeW2xTu4»\n-----END PRIVATE KEY-----\nkq9X',
  '-----BEGIN CERTIFICATE-----\nkq9X2LmT7vBz4Rw8Yp1N\n-----END CERTIFICATE-----',
  '"-----BEGIN RSA PRIVATE KEY-----\\n" +\n"«key:kq9X2LmT7vBz4Rw8Yp1N»\\n" +\n"-----END RSA PRIVATE KEY-----\\n"',
  'key "-----BEGIN EC PRIVATE KEY-----\\r\\n«key:kq9X2LmT»\\r\\n«key:7vBz4Rw8==»\\r\\n-----END EC PRIVATE KEY-----"',
  'key "-----BEGIN PRIVATE KEY-----%0A«key:kq9X2LmT»%0A«key:7vBz4Rw8»"',
  'NT-Response - hexdump(len=4): «bytes:11 6c 7d 8e»',
  'EAP: EAP-Response/Identity - hexdump_ascii(len=5):\n     «bytes:75 73 65 72 31»                                    «column:user1»',
  'WPA: PMK - hexdump(len=8): «bytes:05 20 4b 83 40 30 7c 21»',
  '1577836800.123456: WPA: PMK - hexdump(len=8): «bytes:05 20 4b 83 40 30 7c 21»',
  '1577836800.123456: WPA: IE - hexdump(len=8): «bytes:05 20 4b 83 40 30 7c 21»',
  '1577836800.123456: WPA: PMK - hexdump(len=8): 00 00 00 00 00 00 00 00',
  '2025-01-15 08:00:00 WPA: PMK - hexdump(len=8): «bytes:«key:05 20 4b 83 40 30 7c 21»»',
  '2025-01-15 08:00:00 02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62»»  «column:........#+ab»\n2025-01-15 08:00:00 «bytes:«key:63 64 65 66 67 68 69 6a 6b 6c 6d 6e»»  «column:cdefghijklmn»',
  '02 01 00 1b 1a «bytes:02 01 00 16 10 «key:61 62 63 64 65 66»»  «column:........#+abcdef»\n67 68  gh',
  '01 01 00 1b 1a «bytes:01 01 10 16 10 «key:61 62 63 64 65 66»»  «column:........#+abcdef»',
  '02 03 00 1b 1a «bytes:03 01 00 53 «key:3d 30 30 30 30 30 30»»  «column:........S=000000»',
  '0x0000\t «bytes:0000 0000 0001 a4bb 6d10 2233 0800 4500»\t«column:........m."3..E.»',
  '2025-02-11 08:15:42.123456 port3 out «address:192.0.2.1».22264 -> «address:198.51.100.13».389: syn 1\n0x0000\t «bytes:0000 0000 0001 a4bb 6d10 2233 0800 4500»\t«column:........m."3..E.»',
  'ike 0:«connection:hq»:1: dec «run:4FA3D1C2B5A697881B2D3C4F408A0007«password:70737730726437»0000»',
  'ike 0:«connection:hq»:1: enc «run:4FA3D1C2B5A697881B2D3C4F4089000575736572310000»',
  'ike 0:«connection:hq»:1: out «run:4FA3D1C2B5A697881B2D3C4F408A0007707377307264370000»',
  'ike 0:«connection:hq»:1: dec «run:4FA3D1C2B5A697881B2D3C4F408A00070102030405060700»',
  '00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................',
])('The bytes of a dump and the lines of a key are found: %s', marked => {
  expectGone(marked);
});
