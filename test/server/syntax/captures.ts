/** Short captures of each daemon, in the forms in which people paste them. */
export const CAPTURES: Readonly<Record<string, string>> = {
  'a provisioning': `FGT (root) # di fortitoken debug enable
Debug messages will be on for 30 minutes.
FGT (root) # 2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789
2024-03-30 04:10:04 ftm_fc_comm_connect[66]:ftm TCPS connected.`,
  'a provisioning without stamps': `ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789
ftm_fc_comm_connect[66]:ftm TCPS connected.
ftm_fc_comm_send_request[128]:send packet success.`,
  'a provisioning on one line': `FGT (root) # 2024-03-30 04:10:03 ftm_cfg_provision_token[417]:provision token: FTKMOB0123456789 POST /SoftToken/Provisioning.asmx/Process HTTP/1.1 { "d": { "__type": "SoftToken.ProvisionRequest", "tokens": [] } }`,
  'a request alone': `POST /SoftToken/Provisioning.asmx/Process HTTP/1.1
Host: fortinet-ca2.fortinet.com

{ "d": { "__type": "SoftToken.PollingRequest", "tokens": [ { "token": "FTKMOB0123456789" } ] } }`,
  forticldd: `2024-03-30 04:10:03 [3551] fds_handle_request: Received cmd 33 from pid-29755, len 12
2024-03-30 04:10:03 [37] fds_queue_task: req-33 is added to ftc
2024-03-30 04:10:03 [53] ftc_req: Fortitoken cloud receive request, cmd=0.`,
  fnbamd: `[1906] handle_req-Rcvd auth req 1516264661 for user01 in opt=00200400 prot=11
[424] __compose_group_list_from_req-Group 'vpn', type 1
[617] fnbamd_pop3_start-user01
[217] find_matched_usr_grps-Failed group matching`,
  'sslvpn and fnbamd': `[5784:root:d9]sslvpn_validate_user_group_list:1850 validating with SSL VPN authentication rules (1)
[5784:root:d9]fam_auth_send_req_internal:438 Groups sent to FNBAM:
[5784:root:d9]SSL state:before SSL initialization (192.0.2.1)`,
  samld: `__samld_sp_create_auth_req [447]: SAML SP algo: 0 -> lasso=1.
samld_send_common_reply [95]:     Attr: 10, 12, username, user01
__samld_sp_login_resp [869]: SP Login Response Msg Body`,
  authd: `[authd_http_wait_req:2095]: src 192.0.2.1 flag 10208000
[authd_http_change_state:2812]: called change state to: 3
[authd_http_is_full_http_message:105]: no content length`,
  'ike 7.4': `ike V=root:0:to-hq:1180: responder preparing EAP pass through message
ike V=root:0:to-hq:1180: enc 000001
ike V=root:0:to-hq: connection expiring due to phase1 down`,
  'ike 6.0': `ike 0:to-hq:14: out 12F2CB0000000000
ike 0: comes 192.0.2.1:500->198.51.100.1:500,ifindex=4....
ike 0:to-hq:14: responder: aggressive mode get 1st message...`,
  'debug flow of an old release': `id=36870 pri=emergency trace_id=1 msg="vd-root received a packet(proto=1, 192.0.2.23:4608->198.51.100.5:8) from dmz."
id=36870 pri=emergency trace_id=1 msg="iprope_in_check() check failed, drop"`,
  'debug flow without its numbers': `trace_id=2 func=print_pkt_detail line=5920 msg="vd-root:0 received a packet(proto=6, 192.0.2.1:60896->198.51.100.1:443)"
trace_id=2 func=ip_route_input_slow line=1695 msg="reverse path check fail, drop"`,
  'a packet sniffer': `FGT # diagnose sniffer packet any "port 49" 4 0 l
Using Original Sniffing Mode
interfaces=[any]
filters=[port 49]
2026-02-09 00:26:19.935872 port1 out 192.0.2.1.22264 -> 192.0.2.9.49: syn 1441117022`,
  FortiAuthenticator: `2025-11-06T12:14:09.824668-03:00 fac radiusd[8155]: (2) facauth: Local user found: user01
2025-11-06T12:14:09.825086-03:00 fac radiusd[8155]: (2) facauth: Authentication failed`,
  'ike, indented by its author': `  ike V=root:0:to-hq:3071: processing notify type NO_PROPOSAL_CHOSEN
  ike V=root:0:to-hq:3071: received SA_INIT error notify response, abort
  ike V=root:0: Negotiate SA Error`,
  'debug flow': `id=20085 trace_id=7 func=print_pkt_detail line=5779 msg="vd-root:0 received a packet(proto=1)"
id=20085 trace_id=7 func=fw_forward_handler line=990 msg="Denied by forward policy check (policy 0)"`,
  httpsd: `[httpsd 249 - 1701913579    error] is_valid_csrf_token[2421] -- no CSRF token found
[httpsd 249 - 1701913579     info] fweb_debug_init[412] -- New GET request for "/api"
[httpsd 249 - 1701913580     info] fweb_debug_final[296] -- Completed GET request for "/api"`,
  wad: `[I]2023-08-18 09:50:29.684959 [p:12765][s:2020264253][r:172993228] wad_http_auth_status_proc :10661 authenticate result=ok
[I]2023-08-18 09:50:29.685959 [p:12765][s:2020264253][r:172993228] wad_user_check :120 user01
[I]2023-08-18 09:50:29.686959 [p:12765][s:2020264253][r:172993228] wad_user_check :121 user01`,
  'a table of tokens': `FORTITOKEN DRIFT STATUS
FTKMOB0123456789 0 provision timeout

Total activated token: 0
Token server status: reachable`,
  'a configuration of tokens': `config user fortitoken
    edit "FTKMOB0123456789"
        set license "FTMTRIAL01234567"
    next
end`,
  'a session of commands': `#  exec ping fds1.fortinet.com
#  diag fortitoken info
#  show user fortitoken`,
  'commands without prompts': `diagnose fortitoken debug enable
diagnose debug cli 8
diagnose debug enable`,
  'an error of the command line': `FGT (global) # config sys ftm-push
FGT (ftm-push) # end
Missing server address.
Command fail. Return code -56`,
  'FortiGate events by syslog': `date=2024-03-30 time=04:10:03 devname="FGT60F" devid="FGT60F0000000001" logid="0100032001" type="event" subtype="system" level="information" vd="root" msg="Administrator user01 logged in"
date=2024-03-30 time=04:10:04 devname="FGT60F" devid="FGT60F0000000001" logid="0101039426" type="event" subtype="vpn" action="ssl-login-fail" user="user01"`,
};
