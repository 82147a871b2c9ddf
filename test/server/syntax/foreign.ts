/** A few lines of logs and texts that are not FortiOS debug captures, by kind. */
export const FOREIGN: Readonly<Record<string, string>> = {
  'commands of Cisco IOS': `branch-1#show ip bgp summary
BGP router identifier 192.0.2.1, local AS number 64500
Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
198.51.100.2    4        64501    1034    1040       13    0    0 09:41:02        7
branch-1#show interfaces GigabitEthernet0/1
GigabitEthernet0/1 is up, line protocol is up
     0 input errors, 0 CRC, 0 frame, 0 overrun, 0 ignored
     0 output errors, 0 collisions, 2 interface resets`,
  'commands of Junos': `user01@srx> show security ike security-associations
Index   State  Initiator cookie  Responder cookie  Mode           Remote Address
1234567 UP     1a2b3c4d5e6f7081  8192a3b4c5d6e7f8  Main           198.51.100.2
user01@srx# show system services
ssh;
netconf {
    ssh;
}`,
  'commands of PAN-OS': `user01@PA-220> show system info
hostname: PA-220
ip-address: 192.0.2.9
sw-version: 10.1.3
user01@PA-220> show session info
Number of sessions supported:                    65534`,
  'commands of Linux': `root@host:~# ip -s link show eth0
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
    RX:  bytes packets errors dropped  missed   mcast
      91234567   51234      0       0       0       0
root@host:~# ping -c 1 192.0.2.7
PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data.
1 packets transmitted, 0 received, 100% packet loss, time 0ms`,
  'comments of a script': `#!/bin/sh
# get the address of the unit
address=192.0.2.1
# execute the backup
ssh admin@$address "show" > backup.conf`,
  'sshd refusals': `Mar 30 04:10:03 host sshd[123]: Failed password for invalid user user01 from 192.0.2.1 port 50022 ssh2
Mar 30 04:10:05 host sshd[123]: error: maximum authentication attempts exceeded for invalid user user01 from 192.0.2.1 port 50022 ssh2 [preauth]
Mar 30 04:10:05 host sshd[123]: Disconnecting invalid user user01 192.0.2.1 port 50022: Too many authentication failures [preauth]`,
  nginx: `192.0.2.1 - - [30/Mar/2024:04:10:03 +0000] "GET /index.html HTTP/1.1" 200 612 "-" "curl/8.5.0"
2024/03/30 04:10:03 [error] 1234#1234: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1`,
  apache: `[Sat Mar 30 04:10:03.123456 2024] [mpm_event:notice] [pid 812:tid 139] AH00489: Apache/2.4.58 (Unix) configured
192.0.2.7 - user01 [30/Mar/2024:04:10:03 +0000] "POST /login HTTP/1.1" 302 0`,
  'syslog with sshd': `Mar 30 04:10:03 host sshd[123]: Accepted publickey for user01 from 192.0.2.1 port 50022 ssh2
Mar 30 04:10:04 host sshd[123]: pam_unix(sshd:session): session opened for user user01(uid=1000) by (uid=0)
Mar 30 04:10:05 host CRON[124]: (root) CMD (run-parts /etc/cron.hourly)`,
  journald: `Mar 30 04:10:03 host systemd[1]: Started session-3.scope - Session 3 of User user01.
Mar 30 04:10:03 host NetworkManager[801]: <info>  [1711771803.1234] dhcp4 (eth0): state changed new lease, address=192.0.2.5
Mar 30 04:10:04 host kernel: usb 1-1: new high-speed USB device number 4 using xhci_hcd`,
  'kernel dmesg': `[    0.000000] Linux version 6.6.0 (gcc 13.2.0) #1 SMP PREEMPT_DYNAMIC
[    0.123456] ACPI: PM-Timer IO Port: 0x608
[   12.345678] EXT4-fs (sda1): mounted filesystem with ordered data mode. Quota mode: none.`,
  'Android logcat': `03-30 04:10:03.123  1234  1250 I ActivityManager: Start proc 5678:com.example.app/u0a12 for activity
03-30 04:10:03.456  1234  1250 W System.err: java.lang.IllegalStateException
--------- beginning of main`,
  klog: `I0330 04:10:03.123456       1 controller.go:128] Starting workers
W0330 04:10:03.223456       1 reflector.go:324] k8s.io/client-go: failed to list *v1.Pod
E0330 04:10:04.323456       1 leaderelection.go:330] error retrieving resource lock`,
  'Windows CBS': `2024-03-30 04:10:03, Info                  CBS    Starting TrustedInstaller initialization.
2024-03-30 04:10:03, Info                  CBS    Session: 31083123_4056512345 initialized by client WindowsUpdateAgent.
2024-03-30 04:10:04, Error                 CSI    00000001 (F) STATUS_OBJECT_NAME_NOT_FOUND #1# from Windows`,
  IIS: `#Software: Microsoft Internet Information Services 10.0
#Version: 1.0
#Date: 2024-03-30 04:10:03
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port
2024-03-30 04:10:03 192.0.2.1 GET /default.htm - 80`,
  'Cisco ASA': `Mar 30 2024 04:10:03: %ASA-6-302013: Built outbound TCP connection 12345 for outside:192.0.2.1/443
Mar 30 2024 04:10:03: %ASA-4-106023: Deny tcp src outside:198.51.100.7/50000 dst inside:192.0.2.5/22 by access-group "acl"
asa# debug crypto ikev2 protocol 127
asa# packet-tracer input inside tcp 192.0.2.5 1234 198.51.100.7 443`,
  'Cisco IOS': `router# terminal monitor
router# ping 192.0.2.1
router#debug ip packet
*Mar 30 04:10:03.123: IP: s=192.0.2.1 (local), d=198.51.100.1, len 100, sending
%LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up`,
  Juniper: `user01@srx> request support information
Mar 30 04:10:03  srx rpd[1234]: RPD_OSPF_NBRUP: OSPF neighbor 192.0.2.1 state changed from Init to ExStart
Mar 30 04:10:03  srx kmd[1300]: IKE Phase-1 Failure: no proposal chosen [spi=(null), src_ip=192.0.2.1]`,
  'Palo Alto': `1,2024/03/30 04:10:03,001234567890,TRAFFIC,end,2305,2024/03/30 04:10:03,192.0.2.1,198.51.100.1,0.0.0.0,0.0.0.0,allow-all
2024-03-30 04:10:03.123 +0000 debug: pan_auth_service_handle_request(pan_auth_service_handle.c:1234): user01
admin@PA-220> show system info`,
  'FortiGate traffic by syslog': `<189>date=2024-03-30 time=04:10:03 devname="FGT60F" devid="FGT60F0000000001" eventtime=1711771803123456789 tz="+0000" logid="0000000013" type="traffic" subtype="forward" srcip=192.0.2.1 dstip=198.51.100.1 action="accept"
<189>date=2024-03-30 time=04:10:03 devname="FGT60F" devid="FGT60F0000000001" logid="0000000020" type="traffic" sentbyte=120`,
  openfortivpn: `INFO:   Connected to gateway.
INFO:   Authenticated.
INFO:   Remote gateway has allocated a VPN.
DEBUG:  Gateway certificate digest found in white list.
ERROR:  Could not authenticate to gateway. Please check the password, client certificate, etc.
INFO:   Logged out.`,
  'npm debug': `0 verbose cli /usr/bin/node /usr/bin/npm
1 info using npm@10.8.2
2 silly idealTree buildDeps
3 http fetch GET 200 https://registry.example.com/left-pad 120ms
4 error code ERESOLVE`,
  pytest: `============================= test session starts ==============================
platform linux -- Python 3.12.2, pytest-8.1.1, pluggy-1.4.0
collected 3 items

tests/test_a.py::test_one PASSED                                         [ 33%]
=================================== FAILURES ===================================
E       assert 1 == 2
========================= 1 failed, 2 passed in 0.12s =========================`,
  'Java stack trace': `2024-03-30 04:10:03,123 ERROR [main] com.example.App - Request failed
java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null
\tat com.example.App.run(App.java:42)
\tat java.base/java.lang.Thread.run(Thread.java:840)
Caused by: java.io.IOException: Connection reset`,
  'Python traceback': `2024-03-30 04:10:03,123 - root - ERROR - failed
Traceback (most recent call last):
  File "/srv/app.py", line 12, in <module>
    main()
ValueError: invalid literal for int() with base 10: 'x'`,
  'git log': `commit 0123456789abcdef0123456789abcdef01234567
Author: user01 <user01@example.com>
Date:   Sat Mar 30 04:10:03 2024 +0000

    Fix the reader (#12)

diff --git a/a.c b/a.c
@@ -1,3 +1,4 @@ int main(void)
+# comment`,
  Docker: `Step 1/4 : FROM alpine:3.19
 ---> 05455a08881e
#5 [2/3] RUN apk add --no-cache curl
#5 0.512 fetch https://dl-cdn.example.com/alpine/v3.19/main/x86_64/APKINDEX.tar.gz
#5 DONE 1.9s
time="2024-03-30T04:10:03Z" level=info msg="Container started" id=1234`,
  PostgreSQL: `2024-03-30 04:10:03.123 UTC [1234] LOG:  database system is ready to accept connections
2024-03-30 04:10:03.456 UTC [1240] ERROR:  relation "t" does not exist at character 15
2024-03-30 04:10:03.456 UTC [1240] STATEMENT:  select * from t;`,
  MySQL: `2024-03-30T04:10:03.123456Z 0 [System] [MY-010116] [Server] /usr/sbin/mysqld (mysqld 8.0.36) starting as process 1234
2024-03-30T04:10:04.123456Z 8 [Warning] [MY-010055] [Server] IP address '192.0.2.1' could not be resolved
# Time: 2024-03-30T04:10:05.123456Z
# User@Host: user01[user01] @ localhost []  Id:     8`,
  'systemd status': `● ssh.service - OpenBSD Secure Shell server
     Loaded: loaded (/lib/systemd/system/ssh.service; enabled; preset: enabled)
     Active: active (running) since Sat 2024-03-30 04:10:03 UTC; 3 days ago
   Main PID: 812 (sshd)`,
  'a manual in Markdown': `# How to debug a token

First open the console and type \`diagnose debug enable\`, then look at the output.

## Notes

- The debug output ends after 30 minutes.
- Use \`diagnose debug disable\` to end it.
- The forum says: see the release notes of FortiOS 7.4 for what has changed.`,
  'a shell transcript': `user01@host:~$ sudo apt-get update
Hit:1 http://deb.example.com/debian bookworm InRelease
user01@host:~$ cat /etc/hosts
127.0.0.1 localhost
[root@host ~]# systemctl restart nginx
# exit
$ ls -l`,
  'JSON lines': `{"level":"info","ts":1711771803.123,"msg":"listening","addr":"192.0.2.1:80"}
{"level":"error","ts":1711771804.456,"msg":"token rejected","error":{"code":31}}
{"level":"info","ts":1711771805.456,"msg":"POST /api/v1/token HTTP/1.1"}`,
  CSV: `date,time,user,token,status
2024-03-30,04:10:03,user01,12345678,active
2024-03-30,04:10:04,user02,12345679,locked`,
  'an e-mail': `From: user01@example.com
To: user02@example.com
Subject: Token does not work
Date: Sat, 30 Mar 2024 04:10:03 +0000
Content-Type: text/plain; charset=utf-8

Hello, my FortiToken shows an error since yesterday. The debug log is attached.`,
  'an HTTP dump': `> POST /api/v1/token HTTP/1.1
> Host: api.example.com
> Content-Type: application/json
>
< HTTP/1.1 403 Forbidden
< Content-Length: 0
POST /api HTTP/1.1
Host: api.example.com
User-Agent: curl/8.5.0`,
  strongSwan: `00[DMN] Starting IKE charon daemon (strongSwan 5.9.13, Linux 6.6.0, x86_64)
12[NET] received packet: from 192.0.2.1[500] to 198.51.100.1[500] (464 bytes)
12[IKE] 192.0.2.1 is initiating an IKE_SA
ike 1.0 is not supported`,
  'a C program': `#include <stdio.h>
# define A 1
int handle_req(int a[12]) { return a[0]; }
static const int fnb[3] = { 1, 2, 3 };`,
  'a YAML file': `services:
  web:
    image: "nginx:1.25"
    ports: ["80:80"]
# end
set: a
config: user`,
  FreeRADIUS: `(0) Received Access-Request Id 12 from 192.0.2.1:50000 to 198.51.100.1:1812 length 120
(0)   User-Name = "user01"
(0) # Executing section authorize from file /etc/freeradius/3.0/sites-enabled/default
(0) Sent Access-Reject Id 12 from 198.51.100.1:1812 to 192.0.2.1:50000 length 20`,
};
